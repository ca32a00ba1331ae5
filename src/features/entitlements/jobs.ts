import type { Jobs } from '../../platform/jobs.ts'
import { settleDue } from './actions/settle-due.ts'

export const entitlementsJobs: Jobs = {
  'settle-entitlements': async ({ runtime }) => {
    await settleDue(runtime)
  },
}
