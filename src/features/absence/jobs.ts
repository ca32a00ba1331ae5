import type { Job, Jobs } from '../../platform/jobs.ts'
import { followLeave } from './actions/follow-leaves.ts'
import { giveBackSome } from './actions/give-back.ts'
import { decideWork, handOverSome } from './actions/hand-over.ts'
import { dueLeaves, leavesAtWork } from './store/leaves.ts'

/** Batch after batch, each a transaction of its own: what is killed between two is taken up again by the timer. */
const handOver: Job = async ({ payload, transaction }) => {
  const id = String(payload.id)
  while (await transaction((ctx) => handOverSome(ctx, id)));
}
const giveBack: Job = async ({ payload, transaction }) => {
  const id = String(payload.id)
  while (await transaction((ctx) => giveBackSome(ctx, id)));
}

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
