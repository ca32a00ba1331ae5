import type { Jobs } from '../../platform/jobs.ts'
import { overdueReleases } from '../../platform/mail-rows.ts'
import { releaseMessage } from './actions/release-message.ts'

export const conversationsJobs: Jobs = {
  'release-message': async ({ payload, transaction }) =>
    transaction((ctx) => releaseMessage(ctx, String(payload.messageId))),
  /** A reply whose job was lost still leaves. */
  'release-overdue': async ({ runtime, transaction }) => {
    for (const { id } of await overdueReleases(runtime.db, 'message', runtime.now()))
      await transaction((ctx) => releaseMessage(ctx, id))
  },
}
