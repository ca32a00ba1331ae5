import { dayText, spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { noteHumanReply } from '../../cases/actions/facts.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { moveBack } from '../../cases/actions/transition-case.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import type { Message } from '../contract.ts'
import { countsAtRelease, wayOut } from '../rules/counting.ts'
import * as store from '../store.ts'
import { showMessage } from './show-messages.ts'

/** One job for each message at a time; its tries spread over some hours. */
export const sendOptions = (id: string) => ({ key: `send ${id}`, maxAttempts: 12 })

/** Ends the undo window: from here on the reply counts where it can leave, and a job sends it. Safe to call twice. */
export async function releaseMessage(ctx: Context, id: string): Promise<void> {
  const message = await store.lockMessage(ctx.db, id)
  if (!message || message.released_at || message.undone_at) return
  const counts = countsAtRelease(wayOut({ smtpOut: ctx.config.smtpOut, demo: message.demo }))
  await store.updateMessage(ctx.db, id, {
    released_at: ctx.now,
    delivery: 'queued',
    received_at: ctx.now,
    uncounted_since: counts ? null : ctx.now,
  })
  if (!message.automatic && counts) await noteHumanReply(ctx, message.case_id, message.created_at)
  const system = ctx.asSystem()
  await system.record({
    name: 'message.released',
    caseId: message.case_id,
    content: { ...saidBy(message), ...(!counts && { counts: false }) },
  })
  await ctx.enqueue('send-message', { messageId: id }, sendOptions(id))
}

/** What hangs on a reply: who gave it, and what it answers. */
export const saidBy = (message: store.MessageRecord) => ({
  messageId: message.id,
  public: message.public,
  automatic: message.automatic,
  authorId: message.author_id,
  // What the customer wrote while it could still be taken back is not answered by it.
  writtenAt: message.created_at.toISOString(),
  ...letterOf(message.flags),
})

function letterOf(flags: unknown): { letter?: string; besides?: true; answers?: true } {
  const { letter, besides } = flags as { letter?: string; besides?: boolean }
  const answers = letter === 'resolution' && !besides
  return { ...(letter && { letter }), ...(besides && { besides }), ...(answers && { answers }) }
}

/** Takes a reply back while its window is open. */
export async function undoMessage(ctx: Context, id: string): Promise<Message> {
  ctx.require('cases.work')
  const message = await store.lockMessage(ctx.db, id)
  if (!message || message.direction !== 'out') throw new Refusal('not_found', { what: 'message', id })
  await loadToRead(ctx, message.case_id)
  if (!message.release_at) throw new Refusal('not_found', { what: 'message', id })
  if (message.released_at) throw new Refusal('already_sent')
  if (!message.undone_at) {
    await store.updateMessage(ctx.db, id, { undone_at: ctx.now, delivery: null })
    await store.freeAttachments(ctx.db, id)
    const eventId = await ctx.record({
      name: 'message.undone',
      caseId: message.case_id,
      content: { messageId: id },
    })
    const { moved } = message.flags as { moved?: { from: string; to: string } }
    if (moved) await moveBack(ctx, message.case_id, moved, eventId)
  }
  return showMessage(ctx, id)
}

/** Sends a reply that failed or was kept once more. It counts when it has left. */
export async function retryMessage(ctx: Context, id: string): Promise<Message> {
  ctx.require('cases.work')
  const message = await store.lockMessage(ctx.db, id)
  if (!message || message.direction !== 'out') throw new Refusal('not_found', { what: 'message', id })
  await loadToRead(ctx, message.case_id)
  await sendAgain(ctx, id)
  return showMessage(ctx, id)
}

/** The caller has judged who may. */
export async function sendAgain(ctx: Context, id: string): Promise<void> {
  const message = await store.lockMessage(ctx.db, id)
  if (message?.delivery === 'failed' || message?.delivery === 'kept') {
    // Whom it came back from may come back again.
    const { bounced: _, ...flags } = message.flags as { bounced?: unknown; closing?: Closing }
    const named = flags.closing ? await withLaterClosing(ctx, message, flags.closing) : null
    await store.updateMessage(ctx.db, id, {
      delivery: 'queued',
      delivery_error: null,
      flags: JSON.stringify({ ...flags, ...(named && { closing: named.closing }) }),
      ...(named && { text: named.text }),
    })
    await ctx.record({
      name: 'message.retried',
      caseId: message.case_id,
      content: { messageId: id, writtenAt: message.created_at.toISOString(), counts: false },
    })
    await ctx.enqueue('send-message', { messageId: id }, sendOptions(id))
  }
}

interface Closing {
  at: string
  silentMilliseconds: number
}

/** The days of silence begin when the letter leaves: the day that it names is later by as much. */
async function withLaterClosing(ctx: Context, message: store.MessageRecord, closing: Closing) {
  const at = new Date(ctx.now.getTime() + closing.silentMilliseconds)
  const zone = await organisationZone(ctx.db)
  const day = (instant: Date) => dayText(instant, spokenLanguage(message.language), zone)
  const text = message.text.replaceAll(day(new Date(closing.at)), day(at))
  return { text, closing: { ...closing, at: at.toISOString() } }
}
