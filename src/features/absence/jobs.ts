import type { Jobs } from '../../platform/jobs.ts'
import { followLeave } from './actions/follow-leaves.ts'
import { dueLeaves } from './store/leaves.ts'

export const absenceJobs: Jobs = {
  /** A leave begins or ends at its instant. */
  'follow-leave': ({ payload, transaction }) => transaction((ctx) => followLeave(ctx, String(payload.id))),
  /** What was to begin or end while nobody worked, or while its job could not be done. */
  'follow-leaves': async ({ runtime, transaction }) => {
    for (const { id } of await dueLeaves(runtime.db, runtime.now())) await transaction((ctx) => followLeave(ctx, id))
  },
}
