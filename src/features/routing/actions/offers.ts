import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { waitingRow } from '../../../platform/gathered.ts'
import { Refusal } from '../../../platform/refusal.ts'
import * as store from '../store/offers.ts'

/** An offer made to whoever asks; others do not learn that there is one. */
export async function myOffer(ctx: Context, id: string) {
  const offer = await store.findOffer(ctx.db, id)
  if (!offer || ctx.actor.kind !== 'person' || offer.personId !== ctx.actor.id)
    throw new Refusal('not_found', { what: 'offer', id })
  return offer
}

/** False when it has ended already. */
export const endOffer = (ctx: Context, id: string, outcome: store.Outcome, reason: string | null): Promise<boolean> =>
  store.endOffer(ctx.db, id, { outcome, reason, at: ctx.now })

export const restOffer = (ctx: Context, id: string, until: Date): Promise<void> => store.restOffer(ctx.db, id, until)

export const findOffer = (ctx: Context, id: string) => store.findOffer(ctx.db, id)

/** A case that somebody has, that went elsewhere or that ended is offered to nobody any more. */
export async function withdrawOffers(ctx: Context, event: RecordedEvent): Promise<void> {
  // What was just opened, and what routing decided about, is offered to nobody at that moment.
  if (event.caseId === null || event.content.decisionId || waitingRow(ctx.db, 'cases', event.caseId)) return
  await store.withdrawOffers(ctx.db, event.caseId, event.name, ctx.now)
}

/** What was offered to somebody who has gone is offered to others, behind this change: cases are held before people. */
export async function passOnOffers(ctx: Context, { name, content }: RecordedEvent): Promise<void> {
  const { personId, status, awayUntil } = content
  const hasGone = name === 'person.deactivated' || status === 'off' || Boolean(awayUntil)
  if (hasGone) await ctx.enqueue('pass-on-offers', { personId }, { key: `pass on offers ${personId}` })
}

/** Offers that somebody has who is not here until further notice, by id of the case. */
export const offersWithGone = (ctx: Context, personId: string) => store.offersWithGone(ctx.db, personId, ctx.now)

/** Before a case is offered anew, an offer that still stands ends. */
export const withdrawOffer = (ctx: Context, caseId: string, reason: string): Promise<void> =>
  store.withdrawOffers(ctx.db, caseId, reason, ctx.now)
