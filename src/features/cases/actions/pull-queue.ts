import type { Context } from '../../../platform/context.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import type { Status } from '../../../platform/shapes.ts'
import { keepDecisions } from '../../routing/actions/decide-owner.ts'
import { idsOfWaiting, lookSoon, putOff, unseenOf } from '../../routing/actions/due.ts'
import type { StoredQueue } from '../../routing/actions/facts.ts'
import { atOnce, type Looked, matchQueue } from '../../routing/actions/match-queue.ts'
import { isSameReason } from '../../routing/rules/words.ts'
import { holdClocks } from '../../sla/actions/keep-time.ts'
import { statusWhenAssigned } from '../rules/lifecycle.ts'
import * as routing from '../store/routing.ts'
import { findQueue } from '../store/write.ts'
import { routeWaiting, tellWaiting } from './route-waiting.ts'

/**
 * Gives what waits in a queue to those who can take it, in its order and as many as possible, some hundred in one
 * transaction. Any number of workers may do so at once: they follow each other. What somebody has in hand at that moment is
 * passed over, and looked at as soon as they are done with it.
 */
export async function pullQueue(runtime: Runtime, queueId: string, cause: string, dueOnly = false): Promise<number> {
  const seen: string[] = []
  let given = 0
  for (;;) {
    const step = await inTransaction(runtime, systemActor, (ctx) =>
      pullSome(ctx, queueId, cause, { seen, dueOnly }),
    ).catch((error) => pullOneByOne(runtime, queueId, cause, { seen, dueOnly, error }))
    given += step.given
    seen.push(...step.looked)
    if (step.looked.length === atOnce && (dueOnly || step.roomLeft)) continue
    for (const id of step.passedOver) await inTransaction(runtime, systemActor, (ctx) => lookSoon(ctx.db, id, ctx.now))
    return given
  }
}

const putOffMinutes = 10

/** Some of them could not be decided together: each alone, so that one that fails holds back no other. */
async function pullOneByOne(
  runtime: Runtime,
  queueId: string,
  cause: string,
  { seen, dueOnly, error }: { seen: readonly string[]; dueOnly: boolean; error: unknown },
) {
  runtime.log.warn({ err: error, queueId }, 'cases of a queue could not be decided together; deciding each alone')
  const queue = await findQueue(runtime.db, queueId)
  const due = dueOnly ? runtime.now() : null
  const ids = queue ? await idsOfWaiting(runtime.db, queue, { seen, due, limit: atOnce }) : []
  let given = 0
  for (const caseId of ids)
    try {
      if (await inTransaction(runtime, systemActor, (ctx) => routeWaiting(ctx, caseId, cause, { again: true }))) given++
    } catch (err) {
      runtime.log.error({ err, queueId, caseId }, 'a case could not be routed; it is tried again in ten minutes')
      await inTransaction(runtime, systemActor, ({ db, now }) =>
        putOff(db, caseId, new Date(now.getTime() + putOffMinutes * 60_000)),
      )
    }
  return { looked: ids, given, roomLeft: true, passedOver: [] }
}

async function pullSome(
  ctx: Context,
  queueId: string,
  cause: string,
  { seen, dueOnly }: { seen: readonly string[]; dueOnly: boolean },
) {
  const queue = await findQueue(ctx.db, queueId)
  if (!queue) return { looked: [], given: 0, roomLeft: false, passedOver: [] }
  const { looked, roomLeft } = await matchQueue(ctx, queue, { seen, due: dueOnly ? ctx.now : null })
  const given = await carryOut(ctx, queue, cause, looked)
  const ids = looked.map(({ row }) => row.id)
  const isLast = looked.length < atOnce && !dueOnly
  return { looked: ids, given, roomLeft, passedOver: isLast ? await unseenOf(ctx.db, queueId, [...seen, ...ids]) : [] }
}

/** Writes down what was decided about cases that the transaction has locked. Answers how many have an owner now. */
export async function carryOut(
  ctx: Context,
  queue: StoredQueue,
  cause: string,
  looked: readonly Looked[],
  by = ctx.asSystem(),
): Promise<number> {
  const owned = looked.filter(({ decided }) => decided.owner !== null)
  const wait = looked.filter(
    ({ row, decided: { waiting } }) =>
      waiting &&
      (waiting.waiting_because !== row.waitingBecause || wakesBefore(row.wakeAt, waiting.routing_wake_at, ctx)),
  )
  // What waits on for the same reasons says so once, however often it is looked at.
  const news = looked.filter(
    ({ row, decided }) =>
      !decided.waiting || decided.offer || !isSameReason(decided.waiting.waiting_because, row.waitingBecause),
  )
  await keepDecisions(
    ctx,
    queue.id,
    cause,
    news.map(({ row, decided }) => ({ caseId: row.id, decided })),
  )
  if (wait.length > 0)
    await routing.noteWaiting(
      ctx.db,
      wait.map(({ row: { id }, decided: { waiting } }) => ({
        id,
        since: waiting!.waiting_since,
        because: waiting!.waiting_because,
        wakeAt: waiting!.routing_wake_at,
      })),
    )
  for (const { row, decided } of news) {
    if (decided.offer) await tellWaiting(ctx, row.id, queue, decided)
    else if (decided.waiting) ctx.changed({ kind: 'case', id: row.id })
  }
  if (owned.length === 0) return 0
  const pairs = owned.map(({ row, decided }) => ({ id: row.id, ownerId: decided.owner!.id }))
  await routing.giveCases(ctx.db, pairs, ctx.now)
  await holdClocks(
    ctx,
    pairs.map(({ id }) => id),
  )
  for (const { row, decided } of owned) await tellAssigned(by, row, decided)
  return owned.length
}

/** What is looked at sooner than it must be stays so: a row is not written anew only to be looked at a little later. */
const wakesBefore = (before: Date, wakeAt: Date | null, { now }: Context) =>
  before <= now || (wakeAt !== null && wakeAt < before)

async function tellAssigned(ctx: Context, { id: caseId, status, teamId }: Looked['row'], decided: Looked['decided']) {
  await ctx.record({
    name: 'case.assigned',
    caseId,
    content: {
      from: null,
      to: decided.owner!.id,
      toName: decided.owner!.name,
      teamId,
      fromStatus: status,
      toStatus: statusWhenAssigned(status as Status),
      because: decided.because,
      decisionId: decided.id,
    },
  })
}
