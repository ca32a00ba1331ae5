import type { Context } from '../../../platform/context.ts'
import * as threads from '../store/threads.ts'

/** What a case has of a conversation, by id; a draft by its writer and kind. */
export interface Thread {
  messages: string[]
  files: string[]
  drafts: { personId: string; kind: string }[]
}

/**
 * Moves everything said and written on a case to another: messages, notes, calls, files, and drafts whose writer has
 * none of that kind there. The caller records it on both.
 */
export async function moveThread(ctx: Context, fromCaseId: string, toCaseId: string): Promise<Thread> {
  const messages = await threads.moveMessages(ctx.db, fromCaseId, toCaseId, null)
  const files = await threads.moveFiles(ctx.db, fromCaseId, toCaseId, null)
  return { messages, files, drafts: await threads.moveDrafts(ctx.db, fromCaseId, toCaseId, null) }
}

/** Moves what is named back, as far as it is still there. */
export async function returnThread(ctx: Context, thread: Thread, fromCaseId: string, toCaseId: string): Promise<void> {
  await threads.moveMessages(ctx.db, fromCaseId, toCaseId, thread.messages)
  await threads.moveFiles(ctx.db, fromCaseId, toCaseId, thread.files)
  await threads.moveDrafts(ctx.db, fromCaseId, toCaseId, thread.drafts)
}
