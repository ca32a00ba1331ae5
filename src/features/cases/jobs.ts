import type { Jobs } from '../../platform/jobs.ts'
import { queuesFor } from '../routing/actions/due.ts'
import { offersWithGone } from '../routing/actions/offers.ts'
import type { PullFor } from '../routing/actions/pull-soon.ts'
import { followAll } from './actions/follow-contact.ts'
import { type Batch, migrateBatch } from './actions/migrate-batch.ts'
import { passOnOffer } from './actions/offers.ts'
import { pullQueue } from './actions/pull-queue.ts'
import { recountSome } from './actions/recount-duty.ts'
import { closeInSilence } from './actions/resolve-case.ts'
import { type Restricting, restrictFinished } from './actions/restrict-team.ts'
import { closingCases } from './store/read.ts'

const batch = 200

export const casesJobs: Jobs = {
  /** Silence after a resolution closes the case when the type's window is over. */
  'close-resolved': async ({ runtime, transaction }) => {
    const due = await closingCases(runtime.db, runtime.now(), batch)
    for (const { id } of due) await transaction((ctx) => closeInSilence(ctx, id))
  },
  /** Running cases follow a new version of their type. */
  'migrate-cases': ({ runtime, payload, lastAttempt }) =>
    migrateBatch(runtime, payload as unknown as Batch, lastAttempt),
  /** A contact was linked to an account: their cases without one follow. */
  'follow-contact': followAll,
  /** A team closed or opened: its finished cases follow. */
  'restrict-finished': ({ transaction, payload }) =>
    transaction((ctx) => restrictFinished(ctx, payload as unknown as Restricting)),
  /** Times of a queue, a team or a calendar changed: what waits follows. */
  'recount-duty': recountSome,
  /** Whoever was offered cases has gone: the next ones are asked, also behind a case that cannot be offered just now. */
  'pass-on-offers': async ({ transaction, payload }) => {
    const personId = String(payload.personId)
    const offers = await transaction((ctx) => offersWithGone(ctx, personId))
    const failures: unknown[] = []
    for (const { caseId } of offers)
      await transaction((ctx) => passOnOffer(ctx, personId, caseId)).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  },
  /** Somebody came back or has room: what waits for them goes on. */
  'pull-queues': async ({ runtime, payload }) => {
    for (const queueId of await queuesFor(runtime.db, payload as PullFor))
      await pullQueue(runtime, queueId, 'somebody can take more')
  },
}
