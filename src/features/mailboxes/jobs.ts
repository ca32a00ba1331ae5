import type { Jobs } from '../../platform/jobs.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { processMail } from './actions/process-mail.ts'
import { countFailure, waitingSince } from './store/inbound.ts'

/** After so many tries that failed a mail rests as failed, until somebody retries it. */
const mostAttempts = 5
const batch = 500
/** Older than this, a waiting mail has lost its job. */
const lostAfterMilliseconds = 300_000

/** Worked by a runner of their own. */
export const intakeJobs: Jobs = {
  'process-mail': ({ runtime, payload }) => attempt(runtime, String(payload.id)),
}

export const intakeTimers: Jobs = {
  /** A mail whose job was lost, in a crash or a restore, gets its fate all the same. */
  'process-waiting-mail': ({ runtime }) =>
    takeUpWaiting(runtime, new Date(runtime.now().getTime() - lostAfterMilliseconds)),
}

/** Works off every mail that waited before `before`; one that fails does not keep the others. */
export async function takeUpWaiting(runtime: Runtime, before: Date): Promise<void> {
  for (const { id } of await waitingSince(runtime.db, before, batch)) {
    await attempt(runtime, id).catch((error: unknown) => runtime.log.error({ err: error, mailId: id }, 'mail failed'))
  }
}

/** Throws what went wrong after counting it, so that the job is tried again later. */
async function attempt(runtime: Runtime, id: string): Promise<void> {
  try {
    await processMail(runtime, id)
  } catch (error) {
    await countFailure(runtime.db, id, {
      error: (error instanceof Error ? error.message : String(error)).slice(0, 500),
      mostAttempts,
      at: runtime.now(),
    })
    throw error
  }
}
