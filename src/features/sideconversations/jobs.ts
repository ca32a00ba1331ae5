import type { Jobs } from '../../platform/jobs.ts'
import { overdueReleases } from '../../platform/mail-rows.ts'
import { remindOf } from './actions/change.ts'
import { releaseSideMessage } from './actions/release.ts'
import { unansweredAt } from './store/conversations.ts'

const batch = 200

export const sideconversationsJobs: Jobs = {
  'release-side-message': async ({ payload, transaction }) =>
    transaction((ctx) => releaseSideMessage(ctx, String(payload.id))),
  /** A mail whose job was lost still leaves; an answer that is overdue is told of once. One that fails holds back no other. */
  'follow-side-conversations': async ({ runtime, transaction }) => {
    for (const { id } of await overdueReleases(runtime.db, 'side_message', runtime.now()))
      await transaction((ctx) => releaseSideMessage(ctx, id)).catch((err: unknown) =>
        runtime.log.error({ err, sideMessageId: id }, 'a mail of a side conversation could not be released'),
      )
    for (const { id } of await unansweredAt(runtime.db, runtime.now(), batch))
      await transaction((ctx) => remindOf(ctx, id)).catch((err: unknown) =>
        runtime.log.error({ err, sideId: id }, 'nobody could be reminded of a side conversation'),
      )
  },
}
