import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead, loadToWork } from '../../cases/actions/load.ts'
import * as store from '../store.ts'
import { uploaderOf } from './write-message.ts'

export const attachmentBytes = 25 * 1024 * 1024

export interface Uploaded {
  id: string
  name: string
  type: string
  bytes: number
  inline: false
  contentId: null
}

/** Stores an uploaded file beside a case; the message that is sent next claims it. */
export async function uploadAttachment(
  ctx: Context,
  ref: string,
  file: { name: string; type: string; bytes: Buffer },
): Promise<Uploaded> {
  ctx.require('cases.note')
  const { record } = await loadToWork(ctx, ref)
  if (file.bytes.length > attachmentBytes) throw new Refusal('too_large')
  const row = {
    id: ctx.newId(),
    case_id: record.id,
    uploaded_by: uploaderOf(ctx),
    file_hash: await ctx.files.put(file.bytes),
    name: file.name,
    type: file.type,
    bytes: file.bytes.length,
    created_at: ctx.now,
  }
  await store.insertAttachments(ctx.db, [row])
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    inline: false,
    contentId: null,
  }
}

/** A file that the actor may see because its case is visible to them. */
export async function findVisibleAttachment(ctx: Context, id: string) {
  ctx.require('cases.read')
  const file = /^[0-9a-f-]{36}$/.test(id) ? await store.findAttachment(ctx.db, id) : undefined
  if (!file?.case_id) throw new Refusal('not_found', { what: 'attachment', id })
  await loadToRead(ctx, file.case_id)
  return file
}
