import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { lockOverdue, nextInstant, offersDue, overdueIds, queuesDue } from '../../routing/actions/due.ts'
import { restOffer } from '../../routing/actions/offers.ts'
import { markTold, restDuty } from '../store/routing.ts'
import { whyNotHere } from './hand-over.ts'
import { lapseOffer } from './offers.ts'
import { pullQueue } from './pull-queue.ts'
import { lookedAgain } from './route-waiting.ts'
import { whoMaySee } from './who-may-see.ts'

const longestSleep = 1000
/** So long what failed is left alone, whichever process tried it. */
const restMinutes = 10

export interface QueueWatch {
  stop: () => Promise<void>
}

/** Does what falls due in queues (relaxations, offers that nobody answered, the duty holder), within a second, until stopped. */
export function watchQueues(runtime: Runtime): QueueWatch {
  const stopping = new AbortController()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      const wait = await lookAndWait(runtime)
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function lookAndWait(runtime: Runtime): Promise<number> {
  try {
    const next = await nextInstant(runtime.db)
    if (next !== null && next <= runtime.now()) await doWhatIsDue(runtime)
    const until = next === null ? longestSleep : next.getTime() - runtime.now().getTime()
    // What is due still is in the hands of somebody else for a moment.
    return Math.min(longestSleep, Math.max(200, until))
  } catch (error) {
    runtime.log.warn({ err: error }, 'queues could not be looked at; trying again in a second')
    return longestSleep
  }
}

/** Everything that is due by now, each on its own: what fails holds back nothing else, and rests for a while. */
export async function doWhatIsDue(runtime: Runtime): Promise<void> {
  const now = runtime.now()
  for (const { id, caseId } of await offersDue(runtime.db, now))
    await alone(
      runtime,
      { caseId },
      () => inTransaction(runtime, systemActor, (ctx) => lapseOffer(ctx, id, caseId)),
      (ctx, until) => restOffer(ctx, id, until),
    )
  for (const queueId of await queuesDue(runtime.db, now))
    await alone(runtime, { queueId }, () => pullQueue(runtime, queueId, lookedAgain, true))
  await alone(runtime, {}, () => tellOverdue(runtime, now))
}

/** All together; where that fails each by itself, so that what cannot be told holds back no other. */
async function tellOverdue(runtime: Runtime, now: Date): Promise<void> {
  const ids = await overdueIds(runtime.db, now)
  const tell = (some: readonly string[]) => inTransaction(runtime, systemActor, (ctx) => tellDutyHolders(ctx, some))
  if (ids.length === 0) return
  try {
    await tell(ids)
  } catch {
    for (const caseId of ids)
      await alone(
        runtime,
        { caseId },
        () => tell([caseId]),
        (ctx, until) => restDuty(ctx.db, caseId, until),
      )
  }
}

async function alone(
  runtime: Runtime,
  about: object,
  work: () => Promise<unknown>,
  rest?: (ctx: Context, until: Date) => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const minutes = rest ? restMinutes : 0
    runtime.log.error(
      { err: error, ...about, triedAgainInMinutes: minutes },
      'what is due in a queue could not be done',
    )
    const until = new Date(runtime.now().getTime() + minutes * 60_000)
    if (rest) await inTransaction(runtime, systemActor, (ctx) => rest(ctx, until))
  }
}

/**
 * The routing time of a case is over and nobody has it: its duty holder learns of it, once; where that one is not here or
 * may not see it, the lead of the queue's team or of the case's own.
 */
async function tellDutyHolders(ctx: Context, ids: readonly string[]): Promise<void> {
  const overdue = await lockOverdue(ctx.db, ids, ctx.now)
  if (overdue.length === 0) return
  const holders = new Set(overdue.flatMap((each) => each.holders.map(({ id }) => id)))
  const here = new Set<string>()
  for (const id of holders) if ((await whyNotHere(ctx, id)) === null) here.add(id)
  const caseIds = overdue.map(({ id }) => id)
  const sees = await whoMaySee(ctx.db, [...holders], caseIds)
  await markTold(ctx.db, caseIds, ctx.now)
  for (const { id: caseId, queueId, queue, because, dutyAt, holders } of overdue) {
    const able = holders.filter(({ id }) => sees(id, caseId))
    const holder = able.find(({ id }) => here.has(id)) ?? able[0] ?? holders[0]!
    const content = { to: [holder], toName: holder.name, queueId, queue, because, dueAt: dutyAt.toISOString() }
    await ctx.record({ name: 'case.routing_overdue', caseId, content })
  }
}
