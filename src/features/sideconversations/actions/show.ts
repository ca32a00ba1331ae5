import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import type { SideConversation, SideMessage } from '../contract.ts'
import { sideMessageOf } from '../rules.ts'
import * as store from '../store/conversations.ts'
import * as messages from '../store/messages.ts'
import { shown, showSide } from './load.ts'
import { standsFor } from './stand-in.ts'

interface Page {
  limit: number
  cursor?: string | undefined
}

export async function listSides(ctx: Context, ref: string): Promise<{ items: SideConversation[] }> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const rows = await store.sidesOf(ctx.db, ctx.actor, record.id)
  return { items: rows.map((row) => shown(ctx, row)) }
}

const DuePlace = z.tuple([z.string().regex(/^(infinity|[\d:. +-]+)$/), z.uuid()])

export async function listMySides(
  ctx: Context,
  { of, limit, cursor }: Page & { of: 'mine' | 'asked' | 'all' },
): Promise<{ items: SideConversation[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) return { items: [], nextCursor: null }
  const people = [ctx.actor.id, ...(await standsFor(ctx))]
  const rows = await store.openSides(ctx.db, ctx.actor, { of, people, limit, place: placeOf(DuePlace, cursor) })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => shown(ctx, row)),
    nextCursor: last ? cursorOf([last.place, last.id]) : null,
  }
}

const MessagePlace = z.tuple([z.iso.datetime(), z.uuid()])

export async function listMessages(
  ctx: Context,
  id: string,
  { limit, cursor }: Page,
): Promise<{ items: SideMessage[]; nextCursor: string | null }> {
  ctx.require('cases.read')
  const side = await showSide(ctx, id)
  const rows = await messages.messagesOf(ctx.db, side.id, { limit, after: placeOf(MessagePlace, cursor) })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await withFiles(ctx, rows.slice(0, limit)),
    nextCursor: last ? cursorOf([last.received_at.toISOString(), last.id]) : null,
  }
}

/** The caller has made sure that the actor may see it. */
export async function showMessage(ctx: Context, id: string): Promise<SideMessage> {
  const row = await messages.findMessage(ctx.db, id)
  if (!row) throw new Refusal('not_found', { what: 'side message', id })
  return (await withFiles(ctx, [row]))[0]!
}

async function withFiles(
  ctx: Context,
  rows: NonNullable<Awaited<ReturnType<typeof messages.findMessage>>>[],
): Promise<SideMessage[]> {
  const files = await messages.filesOf(
    ctx.db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) =>
    sideMessageOf(
      row,
      files
        .filter((file) => file.side_message_id === row.id && !file.inline)
        .map(({ id, name, type, bytes }) => ({ id, name, type, bytes })),
    ),
  )
}

export async function listCaseFiles(ctx: Context, ref: string) {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const rows = await messages.caseFiles(ctx.db, record.id)
  return {
    items: rows.map(({ id, name, type, bytes, from, created_at }) => ({
      id,
      name,
      type,
      bytes,
      from,
      at: created_at.toISOString(),
    })),
  }
}
