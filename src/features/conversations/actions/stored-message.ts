import type { Insertable, Updateable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { Message } from '../../../platform/tables.gen.ts'
import * as store from '../store.ts'

/** Writes down a message that another way brought; the caller decided that it belongs to the case, and records it. */
export const keepMessage = (ctx: Context, row: Insertable<Message>): Promise<void> => store.insertMessage(ctx.db, row)

/** A file that came with a mail; without a message it is offered beside the attachments. */
interface ArrivedFile {
  id: string
  messageId?: string
  hash: string
  name: string
  type: string
  bytes: number
  inline: boolean
  contentId: string | null
}

export const keepAttachments = (ctx: Context, caseId: string, files: readonly ArrivedFile[]): Promise<void> =>
  store.insertAttachments(
    ctx.db,
    files.map(({ id, messageId, hash, name, type, bytes, inline, contentId }) => ({
      id,
      case_id: caseId,
      message_id: messageId ?? null,
      uploaded_by: null,
      file_hash: hash,
      name,
      type,
      bytes,
      inline,
      content_id: contentId,
      created_at: ctx.now,
    })),
  )

export const lockMessage = (ctx: Context, id: string): Promise<store.MessageRecord | undefined> =>
  store.lockMessage(ctx.db, id)

export const noteOnMessage = (ctx: Context, id: string, change: Updateable<Message>): Promise<void> =>
  store.updateMessage(ctx.db, id, change)

/** Whether people wrote on the case beside this message; what was sent automatically does not count. */
export const isWorkedOn = (ctx: Context, caseId: string, besideMessageId: string): Promise<boolean> =>
  store.hasOtherMessages(ctx.db, caseId, besideMessageId)

/** Moves a message with its files to another case; the caller records it on both. */
export const moveMessage = (ctx: Context, id: string, fromCaseId: string, toCaseId: string): Promise<void> =>
  store.moveMessage(ctx.db, id, fromCaseId, toCaseId)
