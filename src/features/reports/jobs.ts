import type { Jobs } from '../../platform/jobs.ts'
import { snapshotBacklog } from './actions.ts'

export const reportsJobs: Jobs = {
  'snapshot-backlog': ({ transaction }) => transaction(snapshotBacklog),
}
