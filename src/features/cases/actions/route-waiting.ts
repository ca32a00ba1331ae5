import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { type Decided, decideOwner, keepDecision } from '../../routing/actions/decide-owner.ts'
import { dutyInstant, type StoredQueue } from '../../routing/actions/facts.ts'
import { withdrawOffer } from '../../routing/actions/offers.ts'
import type { WantedSkill } from '../../routing/rules/facts.ts'
import { isSameReason } from '../../routing/rules/words.ts'
import { isOpen, statusWhenAssigned } from '../rules/lifecycle.ts'
import { stepGoesAlong } from '../rules/next-step.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { save } from './save-case.ts'

/** The cause of a decision that nothing but time led to. */
export const lookedAgain = 'looked again'

/** What stands beside a case that begins to wait in a queue: its place stays, relaxation and the routing time begin. */
export const beginsToWait = async (ctx: Context, queueId: string) =>
  waitsFromNow(ctx, (await write.queueToWaitIn(ctx.db, queueId))!)

/** When the duty holder of a queue is told of what goes on waiting in it since then. */
export const dutyOf = async ({ db }: Context, queueId: string, since: Date): Promise<Date> =>
  dutyInstant(db, (await write.queueToWaitIn(db, queueId))!, since)

/** The same for a new case, whose queue was read together with everything that it begins with. */
export const waitsFromNow = async ({ db, now }: Context, queue: StoredQueue) => ({
  routing_due_at: await dutyInstant(db, queue, now),
  waiting_since: now,
  waiting_because: null,
  routing_wake_at: now,
  duty_told_at: null,
  duty_rests_until: null,
})

/**
 * Decides the owner of a case that waits in its queue; without anyone eligible it goes on waiting, visibly. `again`: it is
 * only looked at again, which is told where there is something new to tell.
 */
export async function routeWaiting(
  ctx: Context,
  caseId: string,
  cause: string,
  { returnedBy, again = false }: { returnedBy?: string | undefined; again?: boolean } = {},
): Promise<boolean> {
  const record = await read.findCaseToChange(ctx.db, ctx.asSystem().actor, caseId)
  if (!record?.queue_id || record.owner_id || !isOpen(record.status as Status)) return false
  const queue = await write.findQueue(ctx.db, record.queue_id)
  if (!queue) return false
  const waitingSince = record.waiting_since ?? ctx.now
  await withdrawOffer(ctx, caseId, cause)
  const decided = await decideOwner(ctx, {
    caseId,
    queue,
    teamId: record.team_id,
    weight: record.weight,
    restricted: record.restricted,
    skills: record.wanted_skills as unknown as WantedSkill[],
    waitingSince,
    dutyAt: record.routing_due_at ?? ctx.now,
    returnedBy,
  })
  const { owner, waiting } = decided
  if (waiting && !decided.offer && again && isSameReason(waiting.waiting_because, record.waiting_because)) {
    // A case that waits on for the same reasons says so once, however often it is looked at.
    await write.updateFacts(ctx.db, record.id, waiting)
    return false
  }
  await keepDecision(ctx, caseId, queue.id, cause, decided)
  if (waiting) {
    await write.updateFacts(ctx.db, record.id, waiting)
    await tellWaiting(ctx, caseId, queue, decided)
    return false
  }
  const status = statusWhenAssigned(record.status as Status)
  await save(ctx, record, undefined, {
    owner_id: owner!.id,
    owner_since: ctx.now,
    routing_due_at: null,
    status,
    ...stepGoesAlong(record, owner!.id),
  })
  await ctx.asSystem().record({
    name: 'case.assigned',
    caseId,
    content: {
      from: null,
      to: owner!.id,
      toName: owner!.name,
      teamId: record.team_id,
      fromStatus: record.status,
      toStatus: status,
      because: decided.because,
      decisionId: decided.id,
    },
  })
  return true
}

/** Puts on the timeline that a case waits in its queue, or to whom it is offered. */
export async function tellWaiting(
  ctx: Context,
  caseId: string,
  queue: Pick<StoredQueue, 'id' | 'name' | 'teamId'>,
  { id: decisionId, because, offer }: Decided,
  causeId?: string,
): Promise<void> {
  const cause = causeId ? { causeId } : {}
  if (offer) {
    const { id: offerId, to, expiresAt } = offer
    await ctx.asSystem().record({
      name: 'case.offered',
      caseId,
      ...cause,
      content: {
        offerId,
        to: [to],
        toName: to.name,
        queueId: queue.id,
        queue: queue.name,
        teamId: queue.teamId,
        dueAt: expiresAt.toISOString(),
        because,
        decisionId,
      },
    })
    return
  }
  await ctx.asSystem().record({
    name: 'case.queued',
    caseId,
    ...cause,
    content: { queueId: queue.id, queue: queue.name, teamId: queue.teamId, because, decisionId },
  })
}
