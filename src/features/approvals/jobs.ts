import type { Jobs } from '../../platform/jobs.ts'
import { lookAtApproval } from './actions/watch.ts'
import { dueApprovals } from './store/due.ts'

const atOnce = 500

export const approvalsJobs: Jobs = {
  /** One by one: an approval that fails holds back no other. */
  'watch-approvals': async ({ runtime, transaction }) => {
    for (const id of await dueApprovals(runtime.db, runtime.now(), atOnce))
      await transaction((ctx) => lookAtApproval(ctx, id)).catch((err: unknown) =>
        runtime.log.error({ err, approvalId: id }, 'an approval could not be looked at'),
      )
  },
}
