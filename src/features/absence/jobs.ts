import type { Context } from '../../platform/context.ts'
import type { Job, Jobs } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import { isTransient } from '../../platform/transient.ts'
import { followLeave } from './actions/follow-leaves.ts'
import { giveBackSome } from './actions/give-back.ts'
import { batch, decideWork, handOverSome } from './actions/hand-over.ts'
import { dueLeaves, leavesAtWork } from './store/leaves.ts'
import * as work from './store/work.ts'

type Step = (ctx: Context, leaveId: string, only?: string) => Promise<boolean>

/**
 * Batch after batch, each a transaction of its own: what is killed between two is taken up again by the timer. Where one
 * of a batch fails, its neighbours are done one by one, and that one is set aside with a word.
 */
const batchAfterBatch =
  (step: Step, next: typeof work.claimToMove, setAside: (because: string) => Parameters<typeof work.settle>[2]): Job =>
  async ({ runtime, payload, transaction }) => {
    const id = String(payload.id)
    const alone = async (rowId: string) => {
      try {
        await transaction((ctx) => step(ctx, id, rowId))
      } catch (err) {
        if (isTransient(err)) throw err
        runtime.log.error({ err, leaveId: id, rowId }, 'something of somebody on leave could not change hands')
        const because = err instanceof Refusal ? err.message : 'it could not be done'
        await transaction((ctx) => work.settle(ctx.db, rowId, setAside(because)))
      }
    }
    for (let more = true; more; )
      more = await transaction((ctx) => step(ctx, id)).catch(async (err: unknown) => {
        runtime.log.warn({ err, leaveId: id }, 'a batch is done one by one')
        const rows = await transaction((ctx) => next(ctx.db, id, batch))
        if (rows.length === 0) throw err
        for (const row of rows) await alone(row.id)
        return true
      })
  }
const handOver = batchAfterBatch(handOverSome, work.claimToMove, (problem) => ({ problem }))
const giveBack = batchAfterBatch(giveBackSome, work.claimToReturn, (kept_because) => ({ kept_because }))

export const absenceJobs: Jobs = {
  /** A leave begins or ends at its instant. */
  'follow-leave': ({ payload, transaction }) => transaction((ctx) => followLeave(ctx, String(payload.id))),
  'hand-over': handOver,
  'give-back': giveBack,
  /**
   * What was to begin or end while nobody worked, what fell due meanwhile, and what was cut short. One leave that fails
   * holds back no other.
   */
  'follow-leaves': async (frame) => {
    const { runtime, transaction } = frame
    const failed = (leaveId: string) => (err: unknown) =>
      runtime.log.error({ err, leaveId }, 'a leave could not be followed')
    for (const { id } of await dueLeaves(runtime.db, runtime.now()))
      await transaction((ctx) => followLeave(ctx, id)).catch(failed(id))
    for (const { id, does } of await leavesAtWork(runtime.db)) {
      const work = async () => {
        if (does === 'hand over') await transaction((ctx) => decideWork(ctx, id))
        await (does === 'hand over' ? handOver : giveBack)({ ...frame, payload: { id } })
      }
      await work().catch(failed(id))
    }
  },
}
