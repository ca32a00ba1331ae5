import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import * as taken from '../store/taken.ts'
import { lockMessage } from '../store.ts'

/** Takes a message off its case with its files, because it belongs elsewhere; the caller writes it down there. */
export async function takeMessageAway(ctx: Context, id: string) {
  const message = await lockMessage(ctx.db, id)
  if (!message) throw new Refusal('not_found', { what: 'message', id })
  const rows = await taken.takeFiles(ctx.db, message)
  await taken.removeMessage(ctx.db, message)
  const files = rows.map((file) => ({
    hash: file.file_hash,
    name: file.name,
    type: file.type,
    bytes: file.bytes,
    inline: file.inline,
    contentId: file.content_id,
  }))
  return { message, files }
}
