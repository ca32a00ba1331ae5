import type { Jobs } from '../../platform/jobs.ts'
import { watchPromises } from './actions/promises.ts'

export const tasksJobs: Jobs = {
  'watch-promises': ({ transaction }) => transaction(watchPromises),
}
