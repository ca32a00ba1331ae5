import type { Jobs } from '../../platform/jobs.ts'
import { checkClocks } from './actions/check-clocks.ts'
import type { Recomputation } from './actions/recompute.ts'
import { recomputeBatch } from './actions/recompute-batch.ts'
import { renewOlder } from './actions/renew-older.ts'

export const slaJobs: Jobs = {
  /** A changed policy or calendar reaches the open cases. */
  'recompute-clocks': ({ runtime, payload, lastAttempt }) =>
    recomputeBatch(runtime, payload as unknown as Recomputation, lastAttempt),
  /** What an older engine kept is laid out anew, in batches that each stand for themselves. */
  'renew-clocks': renewOlder,
  /** Live and replay are one: looked after on a schedule, and in full by `doctor --replay`. */
  'check-clocks': checkClocks,
}
