import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import type { Message } from '../contract.ts'
import { messageOf } from '../rules.ts'
import * as store from '../store.ts'

export async function showMessages(
  ctx: Context,
  ref: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const rows = await store.messagesOf(ctx.db, record.id, { limit: query.limit, after: cursorOf(query.cursor) })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await withAttachments(ctx, page),
    nextCursor:
      rows.length > query.limit && last
        ? Buffer.from(`${last.received_at.toISOString()} ${last.id}`).toString('base64url')
        : null,
  }
}

export async function showMessage(ctx: Context, id: string): Promise<Message> {
  const row = await store.findMessage(ctx.db, id)
  if (!row) throw new Refusal('not_found', { what: 'message', id })
  return (await withAttachments(ctx, [row]))[0]!
}

async function withAttachments(ctx: Context, rows: store.MessageRow[]): Promise<Message[]> {
  const attachments = await store.attachmentsOf(
    ctx.db,
    rows.map((row) => row.id),
  )
  return rows.map((row) =>
    messageOf(
      row,
      attachments
        .filter((file) => file.message_id === row.id)
        .map(({ id, name, type, bytes, inline, content_id }) => ({
          id,
          name,
          type,
          bytes,
          inline,
          contentId: content_id,
        })),
    ),
  )
}

function cursorOf(cursor: string | undefined): { at: Date; id: string } | null {
  if (!cursor) return null
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new Refusal('malformed', { fields: [{ path: 'cursor', message: 'not a cursor of this list' }] })
  }
  return { at: new Date(at), id }
}
