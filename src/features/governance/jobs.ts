import type { Jobs } from '../../platform/jobs.ts'
import { checkGovernance } from './actions.ts'

export const governanceJobs: Jobs = {
  'check-governance': ({ transaction }) => transaction(checkGovernance),
}
