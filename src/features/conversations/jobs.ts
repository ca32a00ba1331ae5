import type { Jobs } from '../../platform/jobs.ts'
import { releaseMessage } from './actions/release-message.ts'
import { overdueReleases } from './store.ts'

export const conversationsJobs: Jobs = {
  'release-message': async ({ payload, transaction }) =>
    transaction((ctx) => releaseMessage(ctx, String(payload.messageId))),
  /** A reply whose job was lost still leaves. */
  'release-overdue': async ({ runtime, transaction }) => {
    for (const { id } of await overdueReleases(runtime.db, runtime.now()))
      await transaction((ctx) => releaseMessage(ctx, id))
  },
}
