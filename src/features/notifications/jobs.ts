import type { Jobs } from '../../platform/jobs.ts'
import { pruneNotifications } from './actions.ts'

export const notificationsJobs: Jobs = {
  'prune-notifications': ({ transaction }) => transaction(pruneNotifications),
}
