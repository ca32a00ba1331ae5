import type { Context } from '../../../platform/context.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { isTransient } from '../../../platform/transient.ts'
import { waitForChoices } from '../../calendars/actions.ts'
import { reason } from '../rules/history.ts'
import { liveCases } from '../store/live-cases.ts'
import { noteBatch } from '../store/recomputations.ts'
import { retarget } from './keep-time.ts'
import { enqueueBatch, type Recomputation } from './recompute.ts'

const batch = 50

/**
 * One batch; its progress and the next one are written in the same transaction, so that nothing is left out or done
 * twice, whenever the program ends. Where a case fails, the batch is done case by case, and that one keeps its clocks;
 * where only the moment was bad, the job comes back to it.
 */
export async function recomputeBatch(runtime: Runtime, work: Recomputation, lastAttempt = false): Promise<void> {
  if (work.after === null) await inTransaction(runtime, systemActor, waitForChoices)
  try {
    await inTransaction(runtime, systemActor, async (ctx) => {
      const ids = await liveCases(ctx.db, work, batch)
      await retargetThese(ctx, ids, work)
      await goOn(ctx, work, ids, [])
    })
  } catch (error) {
    runtime.log.warn({ err: error, causeId: work.causeId }, 'a batch of clocks is moved case by case')
    await oneByOne(runtime, work, lastAttempt)
  }
}

async function oneByOne(runtime: Runtime, work: Recomputation, lastAttempt: boolean): Promise<void> {
  const ids = await liveCases(runtime.db, work, batch)
  const failed: string[] = []
  for (const id of ids) {
    try {
      await inTransaction(runtime, systemActor, (ctx) => retargetThese(ctx, [id], work))
    } catch (error) {
      if (isTransient(error) && !lastAttempt) throw error
      failed.push(id)
      runtime.log.error({ err: error, caseId: id, causeId: work.causeId }, 'the clocks of a case could not be moved')
    }
  }
  await inTransaction(runtime, systemActor, (ctx) => goOn(ctx, work, ids, failed))
}

function retargetThese(ctx: Context, caseIds: readonly string[], work: Recomputation): Promise<void> {
  const { calendarId, zoneData } = work
  const params = { ...(calendarId !== null && { calendarId }), ...(zoneData && { zoneData }) }
  return retarget(ctx, caseIds, reason(work.because, params), work.causeId, work.policyId)
}

async function goOn(
  ctx: Context,
  work: Recomputation,
  ids: readonly string[],
  failed: readonly string[],
): Promise<void> {
  const { runId, after } = work
  const last = ids.length < batch
  const reached = ids.at(-1) ?? after
  const counted = { done: ids.length, failed, after, reached, finishedAt: last ? ctx.now : null }
  if (runId && !(await noteBatch(ctx.db, runId, counted))) return
  if (!last) await enqueueBatch(ctx, { ...work, after: reached })
}
