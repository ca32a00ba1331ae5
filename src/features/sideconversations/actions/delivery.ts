import type { Context } from '../../../platform/context.ts'
import { identityColumns, type SendingIdentity, stranded } from '../../../platform/mail-rows.ts'
import { markUndeliverable } from '../../customers/actions/undeliverable.ts'
import * as messages from '../store/messages.ts'
import { about } from './load.ts'
import { answered, lockBoth, releaseSideMessage } from './release.ts'
import { toOwner } from './stand-in.ts'

/** What a mail of a side conversation is sent with; null when there is nothing to send any more. */
export async function beginSideSending(
  ctx: Context,
  id: string,
  identify: (facts: { number: number; caseId: string; thread: Thread }) => Promise<SendingIdentity>,
) {
  const found = await lockBoth(ctx, id)
  if (!found) return null
  const { side, message } = found
  if (message.delivery !== 'queued' || !message.released_at || message.undone_at) return null
  // Decided once, before the first try, so that a try after a crash carries the same Message-ID.
  const identity =
    message.message_id === null
      ? await identify({
          number: side.number,
          caseId: side.standingCaseId,
          thread: await messages.threadBefore(ctx.db, side.id, id),
        })
      : null
  const change = {
    delivery_attempts: message.delivery_attempts + 1,
    ...(identity && identityColumns(identity)),
  }
  await messages.updateMessage(ctx.db, id, change)
  const quotable = await messages.quotable(ctx.db, side.id, { id, writtenAt: message.created_at })
  return { side, message: { ...message, ...change }, quotable }
}

type Thread = Awaited<ReturnType<typeof messages.threadBefore>>

/** Its files, as they are attached. */
export async function filesToSend(db: Context['db'], id: string) {
  const files = await messages.filesOf(db, [id])
  return files.map(({ name, type, file_hash: hash }) => ({ name, type, hash, contentId: null }))
}

export async function markSideSent(
  ctx: Context,
  id: string,
  sent: { to: string[]; refused: { email: string; error: string }[] },
): Promise<void> {
  const found = await lockQueued(ctx, id)
  if (!found) return
  const error = sent.refused.map((each) => `${each.email}: ${each.error}`).join(' ') || null
  await messages.updateMessage(ctx.db, id, { delivery: 'sent', sent_at: ctx.now, delivery_error: error })
  await ctx.record({
    name: 'side_message.sent',
    caseId: found.side.standingCaseId,
    content: { ...about(found.side), sideMessageId: id, recipients: sent.to, ...(error && { error }) },
  })
}

/** It does not leave: there is no relay, or for the reason given. */
export async function markSideKept(ctx: Context, id: string, kept: { to: string[]; reason?: string }): Promise<void> {
  const found = await lockQueued(ctx, id)
  if (!found) return
  await messages.updateMessage(ctx.db, id, { delivery: 'kept', delivery_error: kept.reason ?? null })
  await ctx.record({
    name: 'side_message.kept',
    caseId: found.side.standingCaseId,
    content: { ...about(found.side), sideMessageId: id },
  })
}

export async function markSideWaiting(
  ctx: Context,
  id: string,
  waiting: { error: string; have: string[] },
): Promise<void> {
  const found = await lockQueued(ctx, id)
  if (!found) return
  const flags = { ...(found.message.flags as object), delivered: waiting.have }
  await messages.updateMessage(ctx.db, id, { delivery_error: waiting.error, flags: JSON.stringify(flags) })
  ctx.changed({ kind: 'case', id: found.side.standingCaseId })
}

export async function markSideFailed(ctx: Context, id: string, error: string): Promise<void> {
  const found = await lockQueued(ctx, id)
  if (found) await notReached(ctx, found, error, {})
}

/** A delivery report came back: it is shown at the message that did not reach them. */
export async function markSideBounced(
  ctx: Context,
  id: string,
  came: readonly { recipient: string; reason: string }[],
  causeId: string | null,
): Promise<void> {
  const found = await lockBoth(ctx, id)
  if (!found) return
  const known = new Set((found.message.flags as { bounced?: string[] }).bounced)
  const fresh = came.filter(({ recipient }) => !known.has(recipient.toLowerCase()))
  if (fresh.length === 0) return
  for (const { recipient, reason } of fresh) await markUndeliverable(ctx, recipient, reason)
  const bounced = [...known, ...fresh.map(({ recipient }) => recipient.toLowerCase())]
  const error = fresh.map(({ reason }) => reason).join('; ')
  await notReached(ctx, found, error.slice(0, 500), { bounced }, causeId)
}

type Both = NonNullable<Awaited<ReturnType<typeof lockBoth>>>

/** Nobody there reads it, so it is our move: whoever sees to it hears of it. The case of the customer stays as it is. */
async function notReached(
  ctx: Context,
  { side, message }: Both,
  error: string,
  flags: object,
  causeId?: string | null,
) {
  await messages.updateMessage(ctx.db, message.id, {
    delivery: 'failed',
    delivery_error: error,
    flags: JSON.stringify({ ...(message.flags as object), ...flags }),
  })
  const eventId = await ctx.record({
    name: 'side_message.failed',
    caseId: side.standingCaseId,
    ...(causeId && { causeId }),
    content: {
      ...about(side),
      sideMessageId: message.id,
      error,
      to: await toOwner(ctx, side),
      said: `Did not reach ${side.party}: ${side.subject}`,
    },
  })
  if (side.status === 'open') await answered(ctx, side, eventId)
}

async function lockQueued(ctx: Context, id: string): Promise<Both | null> {
  const found = await lockBoth(ctx, id)
  return found?.message.delivery === 'queued' ? found : null
}

/** What waited to leave when a backup was made may have left since. Answers how many. */
export async function keepUnsentSides(ctx: Context, reason: string): Promise<number> {
  const ids = await messages.waitingToSend(ctx.db)
  for (const id of ids) {
    await releaseSideMessage(ctx, id)
    await markSideKept(ctx, id, { to: [], reason })
  }
  return ids.length
}

/** The mails of side conversations that no job is about to send. */
export const strandedSides = (ctx: Context): Promise<{ id: string }[]> => stranded(ctx.db, 'side_message', 'send side ')
