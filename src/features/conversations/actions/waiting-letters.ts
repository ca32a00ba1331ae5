import type { Context } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, systemActor } from '../../../platform/runtime.ts'
import { actorsOf } from '../../people/actions/actors.ts'
import type { WaitingLetters } from '../contract.ts'
import * as store from '../store/waiting.ts'
import { sendAgain } from './release-message.ts'

/** So many letters go on in one transaction: no case is held for longer than a moment, however many wait. */
const batch = 50
const job = 'send-waiting-letters'

interface Sending {
  /** Who asked for it. */
  by: string | null
  after: store.Place | null
}

/** How many letters to customers were kept, because nothing carried them out. Numbers alone: they name no case. */
export async function waitingLetters(ctx: Context): Promise<WaitingLetters> {
  ctx.require('settings.read')
  const { count, oldestAt } = await store.countWaiting(ctx.db)
  return {
    count,
    oldestAt: oldestAt?.toISOString() ?? null,
    canLeave: ctx.config.smtpOut !== null,
    sending: await store.isSending(ctx.db, job),
  }
}

/** Sends what was kept, now that something carries it out: behind this request, a batch at a time. */
export async function sendWaitingLetters(ctx: Context): Promise<{ sending: number }> {
  ctx.require('settings.edit')
  if (ctx.config.smtpOut === null) throw new Refusal('no_outgoing_mail')
  const { count } = await store.countWaiting(ctx.db)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (count > 0) await ctx.enqueue(job, { by, after: null } satisfies Sending, { key: job })
  return { sending: count }
}

/** One batch, in the name of whoever asked, and the next; one that is killed begins again at its first letter. */
export async function sendSomeWaiting({ runtime, payload }: JobFrame): Promise<void> {
  const { by, after } = payload as unknown as Sending
  const [whoAsked] = by ? await actorsOf(runtime.db, [by]) : []
  await inTransaction(runtime, whoAsked ?? systemActor, async (ctx) => {
    // taken away again meanwhile: they wait on
    if (ctx.config.smtpOut === null) return
    const letters = await store.nextWaiting(ctx.db, after, batch)
    for (const { id } of letters) await sendAgain(ctx, id)
    if (letters.length === batch) await ctx.enqueue(job, { by, after: letters.at(-1)! } satisfies Sending)
    ctx.changed({ kind: 'settings', id: 'waiting-letters' })
  })
}
