import type { Context } from '../../../platform/context.ts'
import { identityColumns, type SendingIdentity } from '../../../platform/mail-rows.ts'
import { noteHumanReply } from '../../cases/actions/facts.ts'
import { noteFailedSend } from '../../cases/actions/failed-send.ts'
import { recountFirstResponse, recountSaid } from '../../cases/actions/recount-said.ts'
import { countsFrom, waitsTooLong } from '../rules/counting.ts'
import * as store from '../store.ts'
import { saidBy } from './release-message.ts'

/**
 * Begins a try to send. The Message-ID is decided once, in a transaction of its own before the first try, so that a
 * try after a crash carries the same one. Null when there is nothing to send any more.
 */
export async function beginSending(
  ctx: Context,
  id: string,
  identify: (message: store.MessageRecord) => Promise<SendingIdentity>,
): Promise<store.MessageRecord | null> {
  const message = await store.lockMessage(ctx.db, id)
  if (!message || message.delivery !== 'queued' || !message.released_at || message.undone_at) return null
  const identity = message.message_id === null ? await identify(message) : null
  const change = {
    delivery_attempts: message.delivery_attempts + 1,
    ...(identity && identityColumns(identity)),
  }
  await store.updateMessage(ctx.db, id, change)
  return { ...message, ...change }
}

/** The relay took it: from now on at the latest it answers the customer. Addresses it refused for good are shown, and somebody is asked to look. */
export async function markSent(
  ctx: Context,
  id: string,
  sent: { to: string[]; refused: { email: string; error: string }[] },
): Promise<void> {
  const message = await lockQueued(ctx, id)
  if (!message) return
  const error = sent.refused.map((each) => `${each.email}: ${each.error}`).join(' ') || null
  const standing = {
    uncounted: message.uncounted_since !== null,
    releasedAt: message.released_at ?? ctx.now,
    tries: message.delivery_attempts,
  }
  const from = countsFrom(standing, ctx.now)
  const counted = from && { uncounted_since: null, counts_from: from }
  await store.updateMessage(ctx.db, id, { delivery: 'sent', sent_at: ctx.now, delivery_error: error, ...counted })
  if (from && !message.automatic) {
    await noteHumanReply(ctx, message.case_id, message.created_at)
    if (!standing.uncounted) await recountFirstResponse(ctx, message.case_id)
  }
  const refused = sent.refused.map(({ email }) => email)
  const to = sent.to.filter((email) => !refused.includes(email))
  const eventId = await ctx.record({
    name: 'message.sent',
    caseId: message.case_id,
    content: { messageId: id, to, ...(from && { ...saidBy(message), counts: true }), ...(error && { refused, error }) },
  })
  if (error && !message.automatic) await noteFailedSend(ctx, message.case_id, eventId)
}

/**
 * It does not leave: there is no relay, or for the reason given. One with a reason may have left already, unknown to us, so
 * it counts on; so do those of the demo company, whose customers are nobody.
 */
export async function markKept(ctx: Context, id: string, kept: { to: string[]; reason?: string }): Promise<void> {
  const message = await lockQueued(ctx, id)
  if (!message) return
  await store.updateMessage(ctx.db, id, { delivery: 'kept', delivery_error: kept.reason ?? null })
  if (!message.demo && !kept.reason) return countNoMore(ctx, message, 'message.kept', kept)
  const content = { messageId: id, ...kept, ...(message.demo && { demo: true }) }
  await ctx.record({ name: 'message.kept', caseId: message.case_id, content })
}

/** A letter that the customer does not have answers nothing: whatever it ended goes on, as if it had not been written. */
async function countNoMore(
  ctx: Context,
  message: store.MessageRecord,
  name: 'message.kept' | 'message.delayed',
  content: Record<string, unknown>,
): Promise<void> {
  const counted = message.uncounted_since === null
  if (counted) {
    await store.updateMessage(ctx.db, message.id, { uncounted_since: ctx.now })
    if (!message.automatic) await recountSaid(ctx, [message.case_id])
  }
  const why = counted ? { ...saidBy(message), counts: false } : { messageId: message.id }
  await ctx.record({ name, caseId: message.case_id, content: { ...why, ...content } })
}

/** Another try follows; until then the message says why it still waits, and who has it already. Hours are no answer. */
export async function markWaiting(ctx: Context, id: string, waiting: { error: string; have: string[] }): Promise<void> {
  const message = await lockQueued(ctx, id)
  if (!message) return
  await store.updateMessage(ctx.db, id, {
    delivery_error: waiting.error,
    flags: JSON.stringify({ ...(message.flags as object), delivered: waiting.have }),
  })
  const late = message.uncounted_since === null && waitsTooLong(message.released_at ?? ctx.now, ctx.now)
  if (late && waiting.have.length === 0) await countNoMore(ctx, message, 'message.delayed', { error: waiting.error })
  ctx.changed({ kind: 'case', id: message.case_id })
}

/** It will not leave by itself: the case says so, and a resolved one comes back. */
export async function markFailed(ctx: Context, id: string, error: string): Promise<void> {
  const message = await lockQueued(ctx, id)
  if (!message) return
  await store.updateMessage(ctx.db, id, {
    delivery: 'failed',
    delivery_error: error,
    uncounted_since: message.uncounted_since ?? ctx.now,
  })
  const eventId = await ctx.record({
    name: 'message.failed',
    caseId: message.case_id,
    content: { messageId: id, error, automatic: message.automatic },
  })
  const { letter, besides } = message.flags as { letter?: string; besides?: boolean }
  if (letter !== 'acknowledgement' && letter !== 'survey' && !besides)
    await noteFailedSend(ctx, message.case_id, eventId)
}

async function lockQueued(ctx: Context, id: string) {
  const message = await store.lockMessage(ctx.db, id)
  return message?.delivery === 'queued' ? message : null
}
