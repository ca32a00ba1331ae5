import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import { inHurry } from '../../../platform/memory.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { claimDue, nextWake, postpone } from '../store/due.ts'
import { noticePast } from './keep-time.ts'

/** The cases of so many clocks at once are looked at in one transaction; the API answers in between. */
const batch = 250
/** Where much is due, so many batches are under way: the others work while one waits for the database. */
const lanes = 3
const longestSleep = 1000
const retryMilliseconds = 60_000

export interface Sweeper {
  stop: () => Promise<void>
}

/** Notices what falls due, within a second and from any number of processes, until stopped. */
export function startSweeper(runtime: Runtime): Sweeper {
  const stopping = new AbortController()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      const wait = await sweepAndWait(runtime, stopping.signal)
      if (wait > 0) await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

async function sweepAndWait(runtime: Runtime, stop: AbortSignal): Promise<number> {
  try {
    if ((await sweepLanes(runtime, stop)) > 0) return 0
    const next = await nextWake(runtime.db)
    const until = next === null ? longestSleep : next.getTime() - runtime.now().getTime()
    // What is due and was not claimed is in the hands of somebody else for a moment.
    return Math.min(longestSleep, Math.max(50, until))
  } catch (error) {
    runtime.log.warn({ err: error }, 'clocks could not be looked at; trying again in a second')
    return longestSleep
  }
}

/** Others look beside it as soon as one batch was full, and none waits for another before all is done. */
async function sweepLanes(runtime: Runtime, stop: AbortSignal): Promise<number> {
  const beside: Promise<void>[] = []
  const onFull = () => {
    while (beside.length < lanes - 1) beside.push(inHurry(() => sweepLane(runtime, stop)))
  }
  try {
    const looked = await sweep(runtime, onFull)
    if (looked === batch) await sweepLane(runtime, stop)
    return looked
  } finally {
    for (const ended of await Promise.allSettled(beside))
      if (ended.status === 'rejected') runtime.log.warn({ err: ended.reason }, 'clocks could not be looked at')
  }
}

async function sweepLane(runtime: Runtime, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && (await sweep(runtime)) === batch);
}

/** One batch of what is due; answers with the number of clocks looked at. Says so at once when it could claim no more. */
export async function sweep(runtime: Runtime, onFull: () => void = () => {}): Promise<number> {
  let claimed: Awaited<ReturnType<typeof claimDue>> = { caseIds: [], clocks: 0 }
  try {
    await inTransaction(runtime, systemActor, async (ctx) => {
      claimed = await claimDue(ctx.db, ctx.now, batch)
      if (claimed.clocks === batch) onFull()
      await look(ctx, claimed.caseIds)
    })
  } catch (error) {
    if (claimed.clocks === 0) throw error
    for (const id of claimed.caseIds) await sweepAlone(runtime, id)
  }
  return claimed.clocks
}

/** A clock whose case has no time beside it cannot be moved on; without a pause it would be looked at for ever. */
async function look(ctx: Context, caseIds: readonly string[]): Promise<void> {
  const later = new Date(ctx.now.getTime() + retryMilliseconds)
  for (const id of await noticePast(ctx, caseIds)) await postpone(ctx.db, id, ctx.now, later)
}

/** A case that fails must not hold back the others of its batch. */
async function sweepAlone(runtime: Runtime, caseId: string): Promise<void> {
  try {
    await inTransaction(runtime, systemActor, (ctx) => look(ctx, [caseId]))
  } catch (error) {
    runtime.log.error({ err: error, caseId }, 'the clocks of a case could not be looked at')
    const now = runtime.now()
    await postpone(runtime.db, caseId, now, new Date(now.getTime() + retryMilliseconds))
  }
}
