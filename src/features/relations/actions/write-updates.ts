import type { Actor, Context } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { Refusal, refusals } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime } from '../../../platform/runtime.ts'
import { isTransient } from '../../../platform/transient.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { writeReply } from '../../conversations/actions/write-message.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import { textFor } from '../rules/recipients.ts'
import * as store from '../store/updates.ts'
import { saidOf } from './link-cases.ts'

/** So many are written to before the job makes room for others. */
const batch = 50
/** Whoever else is writing gets so long before their part is looked at again. */
const patienceMs = 5000

/**
 * Writes an update to those whom it has not reached, each in a transaction of its own and in the name of its writer,
 * with the rights that they have now. Whenever it ends and however many do it, everybody is written to once.
 */
export async function writeUpdates({ runtime, payload, lastAttempt, stop, transaction }: JobFrame): Promise<void> {
  const id = String(payload.updateId)
  const update = await store.findUpdate(runtime.db, id)
  if (!update || update.stopped_at || update.finished_at) return
  const [author] = await actorsOf(runtime.db, [update.author_id])
  const tried: string[] = []
  while (tried.length < batch && !stop.aborted) {
    const next = await store.nextRecipient(runtime.db, id, tried)
    if (!next) break
    tried.push(next.email)
    await writeOne(runtime, id, next.email, author, lastAttempt)
  }
  await transaction(async (ctx) => {
    if (await finishUpdate(ctx, id)) return ctx.changed({ kind: 'case', id: update.problem_id })
    const lockedByOthers = tried.length < batch && !stop.aborted
    const runAt = new Date(ctx.now.getTime() + (lockedByOthers ? patienceMs : 0))
    await ctx.enqueue('tell-incidents', { updateId: id }, { runAt })
  })
}

async function writeOne(
  runtime: Runtime,
  id: string,
  email: string,
  author: Actor | undefined,
  lastAttempt: boolean,
): Promise<void> {
  try {
    if (!author) throw new Refusal('not_allowed', { because: 'whoever wrote it has left' })
    await inTransaction(runtime, author, (ctx) => writeToRecipient(ctx, id, email))
  } catch (error) {
    const refused = error instanceof Refusal
    if (!refused && isTransient(error) && !lastAttempt) throw error
    if (!refused) runtime.log.error({ err: error, updateId: id }, 'an update could not be written to a customer')
    const because = refused
      ? String(error.detail.because ?? '') || refusals[error.code].text
      : 'it could not be written'
    await store.noteRecipient(runtime.db, id, email, { left_because: because })
  }
}

/** Writes an update to one of its recipients, as its writer; to nobody who was written to before. */
export async function writeToRecipient(ctx: Context, id: string, email: string): Promise<void> {
  const update = await store.holdUpdate(ctx.db, id)
  if (!update || update.stopped_at) return
  const recipient = await store.claimRecipient(ctx.db, id, email)
  if (!recipient) return
  const message = await writeReply(ctx, recipient.case_id, {
    text: textFor(recipient.language, update.text, update.in_languages as Record<string, string>),
    to: [{ name: recipient.name, email }],
    cc: [],
    attachmentIds: [],
    undoSeconds: 0,
  })
  await store.noteRecipient(ctx.db, id, email, { written_at: ctx.now, message_id: message.id })
  if (recipient.case_id === update.problem_id) return
  const problem = await loadToRead(ctx.asSystem(), update.problem_id)
  await ctx.record({
    name: 'case.told_by_problem',
    caseId: recipient.case_id,
    causeId: update.event_id,
    content: { ...saidOf(problem), updateId: id, problemMessageId: update.message_id, replyId: message.id },
  })
}

/** Ends an update that has reached everybody; false while some are left. */
export async function finishUpdate(ctx: Context, id: string): Promise<boolean> {
  if ((await store.countWaiting(ctx.db, id)) > 0) return false
  await store.noteUpdate(ctx.db, id, { finished_at: ctx.now })
  return true
}
