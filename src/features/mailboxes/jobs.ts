import type { Jobs } from '../../platform/jobs.ts'
import { takeUpWaiting, tryMail } from './actions/try-mail.ts'

/** Older than this, a waiting mail has lost its job. */
const lostAfterMilliseconds = 300_000

/** Worked by a runner of their own. */
export const intakeJobs: Jobs = {
  'process-mail': async ({ runtime, payload }) => {
    await tryMail(runtime, String(payload.id))
  },
}

export const intakeTimers: Jobs = {
  /** A mail whose job was lost, in a crash or a restore, gets its fate all the same. */
  'process-waiting-mail': ({ runtime }) =>
    takeUpWaiting(runtime, new Date(runtime.now().getTime() - lostAfterMilliseconds)),
}
