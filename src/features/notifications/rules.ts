import type { RecordedEvent } from '../../platform/context.ts'
import type { Named } from '../../platform/shapes.ts'
import { violationSaid } from '../governance/rules.ts'
import type { NotificationKind } from './contract.ts'

export type TellingEvent = Pick<RecordedEvent, 'id' | 'name' | 'caseId' | 'at' | 'content'>

/** What stands in the list of somebody who is told. */
export interface Telling {
  kind: NotificationKind
  clock?: { id: unknown; metric: unknown; milestone: unknown; level: unknown }
  said?: string
  dueAt?: unknown
}

/** Their words stand in the entry itself. */
const ofSide = ({ said, dueAfter }: RecordedEvent['content']): Telling => ({
  kind: 'side_conversation',
  said: String(said),
  dueAt: dueAfter,
})

const ofClock =
  (kind: NotificationKind) =>
  ({ clockId, metric, milestoneName, level, dueAfter }: RecordedEvent['content']): Telling => ({
    kind,
    clock: { id: clockId, metric, milestone: milestoneName ?? null, level },
    dueAt: dueAfter,
  })

const titled =
  (kind: NotificationKind) =>
  ({ title, dueAt }: RecordedEvent['content']): Telling => ({ kind, said: String(title), dueAt })

/** The entries of a timeline that tell somebody. Each names in `to` whom, and with `mail` whether by mail too. */
const tellings: Record<string, (content: RecordedEvent['content']) => Telling> = {
  'clock.warned': ofClock('clock_warned'),
  'clock.escalated': ofClock('clock_escalated'),
  'case.escalated': ({ reason, dueAt }) => ({ kind: 'case_escalated', said: String(reason ?? ''), dueAt }),
  'governance.escalated': ({ violation }) => ({
    kind: 'standing_check',
    said: violationSaid(violation),
  }),
  'case.child_resolved': ({ number }) => ({
    kind: 'child_resolved',
    said: typeof number === 'string' ? `Child case ${number} is resolved` : 'A restricted child case is resolved',
  }),
  'case.offered': ({ queue, dueAt }) => ({ kind: 'case_offered', said: `From ${queue}`, dueAt }),
  'case.routing_overdue': ({ queue, because, dueAt }) => ({
    kind: 'routing_overdue',
    said: typeof because === 'string' ? `In ${queue}: ${because}` : `Nobody in ${queue} has it`,
    dueAt,
  }),
  'approval.asked': titled('approval_asked'),
  // In order, the word of one asks for the next one's.
  'approval.voted': titled('approval_asked'),
  'approval.delegated': titled('approval_asked'),
  'approval.reminded': titled('approval_reminded'),
  'approval.overdue': titled('approval_overdue'),
  'approval.approved': titled('approval_approved'),
  'approval.rejected': titled('approval_rejected'),
  'task.reminded': titled('task_reminded'),
  'promise.reminded': titled('promise_due'),
  'promise.broken': titled('promise_broken'),
  'survey.answered': ({ said }) => ({ kind: 'survey_low', said: String(said) }),
  'side_conversation.started': ofSide,
  'side_conversation.changed': ofSide,
  'side_conversation.overdue': ofSide,
  'side_message.answered': ofSide,
  'side_message.received': ofSide,
  'side_message.failed': ofSide,
  'mailbox.troubled': ({ trouble, said }) => ({
    kind: trouble === 'silent' ? 'mailbox_silent' : 'mailbox_failing',
    said: String(said),
  }),
  'contract.warned': ({ said }) => ({ kind: 'contract_short', said: String(said) }),
}

/** Whom an entry of a timeline tells, and what stands in their list; null for entries that tell nobody. */
export function toldBy({ id, name, caseId, at, content }: TellingEvent) {
  const telling = tellings[name]
  const mailboxId = typeof content.mailboxId === 'string' ? content.mailboxId : null
  const contractId = typeof content.contractId === 'string' ? content.contractId : null
  if (!telling || (caseId ?? mailboxId ?? contractId) === null) return null
  const { kind, clock = null, said = null, dueAt = null } = telling(content)
  return {
    people: [content.to ?? []].flat() as Named[],
    row: {
      case_id: caseId,
      mailbox_id: caseId === null ? mailboxId : null,
      contract_id: caseId === null && mailboxId === null ? contractId : null,
      event_id: id,
      kind,
      at,
      content: JSON.stringify({
        clock,
        said,
        dueAt,
        approvalId: content.approvalId,
        taskId: content.taskId,
        violation: content.violation,
      }),
      mail: content.mail === true ? 'queued' : null,
    },
  }
}
