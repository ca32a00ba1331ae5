import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Ok, Paging, page } from '../../platform/shapes.ts'

export const NotificationKind = z.enum([
  'clock_warned',
  'clock_escalated',
  'case_escalated',
  'standing_check',
  'child_resolved',
  'case_offered',
  'routing_overdue',
  'approval_asked',
  'approval_reminded',
  'approval_overdue',
  'approval_approved',
  'approval_rejected',
  'task_reminded',
  'promise_due',
  'promise_broken',
  'survey_low',
  'side_conversation',
  'mailbox_failing',
  'mailbox_silent',
  'contract_short',
])
export type NotificationKind = z.infer<typeof NotificationKind>

/** Something that a person is told about a case that they may see, about a mailbox or a service contract. */
export const Notification = z.object({
  id: Id,
  at: InstantOut,
  kind: NotificationKind,
  /** Null where it is about something else. */
  case: z.object({ id: Id, number: z.string(), subject: z.string() }).nullable(),
  mailbox: Named.nullable(),
  /** By its number. */
  contract: Named.nullable(),
  /** Of which clock; null for what no clock tells. */
  clock: z
    .object({
      metric: z.string(),
      /** The name of the milestone, where it is one. */
      milestone: z.string().nullable(),
      level: z.int(),
    })
    .nullable(),
  /** What happened in words, where the kind alone does not say it. */
  said: z.string().nullable(),
  dueAt: InstantOut.nullable(),
  readAt: InstantOut.nullable(),
  /** What it tells of is over: its clock ended, the word it asked for was given, the mailbox works again. */
  over: z.boolean(),
})
export type Notification = z.infer<typeof Notification>

export const notificationsContract = {
  listNotifications: endpoint({
    method: 'GET',
    path: '/notifications',
    summary: 'What I was told, the newest first, with how much of what still matters I have not read.',
    query: Paging.extend({ which: z.enum(['all', 'matters']).default('all') }),
    response: page(Notification).extend({ unread: z.int() }),
  }),
  readNotifications: endpoint({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Marks what I was told as read: those named, or all up to an instant.',
    body: z.union([
      z.strictObject({ ids: z.array(Id).min(1).max(200) }),
      z.strictObject({ upTo: z.iso.datetime({ offset: true }) }),
    ]),
    response: Ok,
  }),
}
