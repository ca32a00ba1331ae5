import type { Jobs } from '../../platform/jobs.ts'
import { followStatuses } from './actions/activity.ts'

export const peopleJobs: Jobs = {
  /** Busy until then, away without a sign of life. */
  'follow-statuses': ({ transaction }) => transaction(followStatuses),
}
