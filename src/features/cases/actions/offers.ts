import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { matchQueue } from '../../routing/actions/match-queue.ts'
import { endOffer, findOffer, myOffer, offersWithGone } from '../../routing/actions/offers.ts'
import { isOpen, statusWhenAssigned } from '../rules/lifecycle.ts'
import { stepGoesAlong } from '../rules/next-step.ts'
import { findQueue } from '../store/write.ts'
import { loadToWork } from './load.ts'
import { carryOut } from './pull-queue.ts'
import { routeWaiting } from './route-waiting.ts'
import { save } from './save-case.ts'

/** Whoever is offered a case takes it. */
export async function acceptOffer(ctx: Context, offerId: string): Promise<string> {
  ctx.require('cases.work')
  const { caseId } = await myOffer(ctx, offerId)
  const { record } = await loadToWork(ctx, caseId)
  const { expiresAt, personId } = await myOffer(ctx, offerId)
  const open = record.owner_id === null && isOpen(record.status as Status) && expiresAt > ctx.now
  if (!open || !(await endOffer(ctx, offerId, 'accepted', null))) throw new Refusal('offer_is_over', { caseId })
  const status = statusWhenAssigned(record.status as Status)
  await save(ctx, record, undefined, {
    owner_id: personId,
    owner_since: ctx.now,
    routing_due_at: null,
    status,
    ...stepGoesAlong(record, personId),
  })
  await ctx.record({
    name: 'case.assigned',
    caseId,
    content: {
      from: null,
      to: personId,
      toName: ctx.actor.name,
      teamId: record.team_id,
      fromStatus: record.status,
      toStatus: status,
      because: ['accepted the offer'],
      offerId,
    },
  })
  return caseId
}

/** Whoever is offered a case leaves it to others; it keeps its place, and they are not asked again. */
export async function declineOffer(ctx: Context, offerId: string, reason: string): Promise<void> {
  ctx.require('cases.work')
  const { caseId, personName } = await myOffer(ctx, offerId)
  await loadToWork(ctx, caseId)
  if (!(await endOffer(ctx, offerId, 'declined', reason))) throw new Refusal('offer_is_over', { caseId })
  await ctx.record({ name: 'case.offer_declined', caseId, content: { offerId, personName, because: [reason] } })
  await routeWaiting(ctx, caseId, `${personName} declined it`)
}

/** Nobody answered an offer in its time: the next one is asked. */
export async function lapseOffer(ctx: Context, offerId: string, caseId: string): Promise<void> {
  const system = ctx.asSystem()
  await loadToWork(system, caseId)
  const offer = await findOffer(ctx, offerId)
  if (!offer || offer.expiresAt > ctx.now || !(await endOffer(ctx, offerId, 'timed_out', null))) return
  const { personName } = offer
  await system.record({ name: 'case.offer_timed_out', caseId, content: { offerId, personName } })
  await routeWaiting(ctx, caseId, `${personName} did not answer in time`)
}

/** Whoever a case is offered to has gone: somebody else is asked, and they may be asked again once they are back. */
export async function passOnOffer(ctx: Context, personId: string, caseId: string): Promise<void> {
  const system = ctx.asSystem()
  await loadToWork(system, caseId)
  const offer = (await offersWithGone(ctx, personId)).find((each) => each.caseId === caseId)
  if (offer) await routeWaiting(system, caseId, `${offer.personName} is not here`)
}

/** Gives the next case of a queue to whoever asks for it, by its order, and by what they can do and may see. */
export async function takeNext(
  ctx: Context,
  queueId: string,
): Promise<{ caseId: string | null; because: { reason: string; cases: number }[] }> {
  ctx.require('cases.work')
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const queue = await findQueue(ctx.db, queueId)
  if (!queue) throw new Refusal('not_found', { what: 'queue', id: queueId })
  if (!me) throw new Refusal('not_allowed', { because: 'only people take cases' })
  const seen: string[] = []
  const why = new Map<string, number>()
  for (;;) {
    const { looked } = await matchQueue(ctx, queue, { seen, due: null, taker: me })
    const mine = looked.find(({ decided }) => decided.owner !== null)
    if (mine) {
      const decided = { ...mine.decided, because: [`took the next one of ${queue.name}`] }
      await carryOut(ctx, queue, 'taken by hand', [{ row: mine.row, decided }], ctx)
      return { caseId: mine.row.id, because: [] }
    }
    if (looked.length === 0) return { caseId: null, because: [...why].map(([reason, cases]) => ({ reason, cases })) }
    for (const { decided } of looked) {
      const reason = decided.kept.considered[0]?.excluded.join(', ') || 'it is not of your teams'
      why.set(reason, (why.get(reason) ?? 0) + 1)
    }
    seen.push(...looked.map(({ row }) => row.id))
  }
}
