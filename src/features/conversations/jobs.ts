import type { Jobs } from '../../platform/jobs.ts'
import { overdueReleases } from '../../platform/mail-rows.ts'
import { releaseMessage } from './actions/release-message.ts'
import { sendSomeWaiting } from './actions/waiting-letters.ts'

export const conversationsJobs: Jobs = {
  'release-message': async ({ payload, transaction }) =>
    transaction((ctx) => releaseMessage(ctx, String(payload.messageId))),
  'send-waiting-letters': sendSomeWaiting,
  /** A reply whose job was lost still leaves. */
  'release-overdue': async ({ runtime, transaction }) => {
    for (const { id } of await overdueReleases(runtime.db, 'message', runtime.now()))
      await transaction((ctx) => releaseMessage(ctx, id))
  },
}
