import type { Jobs } from '../../platform/jobs.ts'
import { type Recomputation, recomputeBatch } from './actions/recompute.ts'
import { renewOlder } from './actions/renew-older.ts'

export const slaJobs: Jobs = {
  /** A changed policy or calendar reaches the open cases. */
  'recompute-clocks': ({ transaction, payload }) =>
    transaction((ctx) => recomputeBatch(ctx, payload as unknown as Recomputation)),
  /** What an older engine kept is laid out anew, in batches that each stand for themselves. */
  'renew-clocks': renewOlder,
}
