import type { Insertable, Updateable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { Attachment, Message } from '../../../platform/tables.gen.ts'
import * as store from '../store.ts'

/** Writes down a message that another way brought; the caller decided that it belongs to the case, and records it. */
export const keepMessage = (ctx: Context, row: Insertable<Message>): Promise<void> => store.insertMessage(ctx.db, row)

export const keepAttachments = (ctx: Context, rows: Insertable<Attachment>[]): Promise<void> =>
  store.insertAttachments(ctx.db, rows)

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
