import type { Jobs } from '../../platform/jobs.ts'
import { settleDue } from './actions/contracts.ts'

/** So many contracts in one transaction. */
const batch = 50

export const entitlementsJobs: Jobs = {
  'settle-entitlements': async ({ transaction }) => {
    while ((await transaction((ctx) => settleDue(ctx, batch))) === batch);
  },
}
