import type { Jobs } from '../../platform/jobs.ts'
import { followAll } from './actions/follow-contact.ts'
import { type Batch, migrateBatch } from './actions/migrate-batch.ts'
import { closeCase } from './actions/resolve-case.ts'
import { lookedAgain, routeWaiting } from './actions/route-waiting.ts'
import { closingCases, waitingCases } from './store/read.ts'

const batch = 200

export const casesJobs: Jobs = {
  /** Silence after a resolution closes the case when the type's window is over. */
  'close-resolved': async ({ runtime, transaction }) => {
    const due = await closingCases(runtime.db, runtime.now(), batch)
    for (const { id } of due) await transaction((ctx) => closeCase(ctx, id, 'nobody objected in time', false))
  },
  /** Running cases follow a new version of their type. */
  'migrate-cases': ({ runtime, payload, lastAttempt }) =>
    migrateBatch(runtime, payload as unknown as Batch, lastAttempt),
  /** A contact was linked to an account: their cases without one follow. */
  'follow-contact': followAll,
  /** Looks again at what waits in queues: somebody may be back, or have room. */
  'route-waiting': async ({ runtime, transaction }) => {
    const waiting = await waitingCases(runtime.db, batch)
    for (const { id } of waiting) await transaction((ctx) => routeWaiting(ctx, id, lookedAgain))
  },
}
