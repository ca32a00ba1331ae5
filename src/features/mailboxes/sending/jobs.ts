import type { Jobs } from '../../../platform/jobs.ts'
import { stranded } from '../../../platform/mail-rows.ts'
import { sendOptions } from '../../conversations/actions/release-message.ts'
import { strandedSides } from '../../sideconversations/actions/delivery.ts'
import { sendSideOptions } from '../../sideconversations/actions/release.ts'
import { sendInvitation } from './send-invitation.ts'
import { sendMessage } from './send-message.ts'
import { sendNotification } from './send-notification.ts'
import { sendSideMessage } from './send-side-message.ts'

/** Worked by a runner of their own: a slow relay never holds up anything but mail. */
export const sendingJobs: Jobs = {
  'send-message': sendMessage,
  'send-side-message': sendSideMessage,
  'send-notification': sendNotification,
  'send-invitation': sendInvitation,
}

export const sendingTimers: Jobs = {
  /** What a killed worker left behind is sent again, under the same Message-ID. */
  'send-stranded': async ({ runtime, transaction }) => {
    for (const { id } of await stranded(runtime.db, 'message', 'send '))
      await transaction((ctx) => ctx.enqueue('send-message', { messageId: id }, sendOptions(id)))
    for (const { id } of await transaction(strandedSides))
      await transaction((ctx) => ctx.enqueue('send-side-message', { messageId: id }, sendSideOptions(id)))
  },
}
