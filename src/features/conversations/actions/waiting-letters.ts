import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { WaitingLetters } from '../contract.ts'
import * as store from '../store/waiting.ts'
import { sendAgain } from './release-message.ts'

/** Of one request; whoever has more presses again. */
const mostAtOnce = 500

/** How many letters to customers were kept, because nothing carried them out. Numbers alone: they name no case. */
export async function waitingLetters(ctx: Context): Promise<WaitingLetters> {
  ctx.require('settings.read')
  const { count, oldestAt } = await store.countWaiting(ctx.db)
  return { count, oldestAt: oldestAt?.toISOString() ?? null, canLeave: ctx.config.smtpOut !== null }
}

/** Sends what was kept, now that something carries it out. */
export async function sendWaitingLetters(ctx: Context): Promise<{ sending: number }> {
  ctx.require('settings.edit')
  if (ctx.config.smtpOut === null) throw new Refusal('no_outgoing_mail')
  const ids = await store.waitingIds(ctx.db, mostAtOnce)
  for (const id of ids) await sendAgain(ctx, id)
  return { sending: ids.length }
}
