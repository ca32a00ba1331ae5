import type { Matter, WorkItem } from '../../../features/cases/contract/my-next.ts'
import { useNow } from '../../ui/clock.ts'
import { Due } from '../../ui/Due.tsx'
import { EscalationMark } from '../../ui/EscalationMark.tsx'
import { Go } from '../../ui/Go.tsx'
import { IconCheckbox, IconUserCheck } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { StagePath } from '../../ui/StagePath.tsx'
import { TimeTrack } from '../../ui/TimeTrack.tsx'
import { dayAndTime, type Risk } from '../../ui/time.ts'
import styles from './QueueColumn.module.css'
import { pathOf, whatIsDue } from './words.ts'

const tones: Record<WorkItem['group'], Risk> = {
  overdue: 'overdue',
  at_risk: 'risk',
  today: 'ok',
  later: 'ok',
  waiting: 'waiting',
}

/** Three lines: what and until when, whose and where, and every reason why it stands here. */
export function QueueRow({ item, chosen, kept }: { item: WorkItem; chosen: boolean; kept: string }) {
  const { subject, account, contact, unread, number, stage, priority } = item.case
  const tone = tones[item.group]
  const pressing = tone === 'overdue' || tone === 'risk'
  const used = item.usedShare
  const { firstDue } = item.case
  // What is only to be read today has no hour of its own: the date of the case stands there, as in every list.
  const at = item.dueAt ?? firstDue?.at
  const what = at === firstDue?.at ? whatIsDue(item.case) : null
  return (
    <li>
      <Go
        className={styles.row}
        to={`/my-next/${number}${kept}`}
        data-number={number}
        aria-current={chosen || undefined}
        data-unread={unread || undefined}
        data-pressing={(pressing && used !== null) || undefined}
      >
        {unread && <i className={styles.dot} aria-label="Unread" role="img" />}
        <span className={styles.mark}>
          <PriorityMark priority={priority} />
        </span>
        <span className={styles.subject}>{subject}</span>
        <span className={styles.due}>
          {at && <Due at={at} risk={tone} what={what} />}
          {pressing && used !== null && (
            <TimeTrack used={used} risk={tone} size="fine" label={`${Math.round(used * 100)} % of the time used`} />
          )}
        </span>
        <span className={styles.meta}>
          <EscalationMark level={item.case.escalationLevel} />
          <span className={styles.account}>{account?.name ?? contact?.name ?? 'unknown customer'}</span>
          <span className={styles.stage}>
            <StagePath stages={pathOf(item.case)} at={stage.position - 1} />
            {stage.label}
          </span>
        </span>
        <Reasons matters={item.matters} />
      </Go>
    </li>
  )
}

/** What presses most gives the row its date; of the others each says its own. */
function Reasons({ matters }: { matters: Matter[] }) {
  const now = useNow()
  const [first, ...others] = matters
  const also = others.map(({ reason, dueAt }) => (dueAt ? `${reason}, ${dayAndTime(new Date(dueAt), now)}` : reason))
  return (
    <span className={styles.reason}>
      {first?.kind === 'task' && <IconCheckbox size={13} stroke={1.7} aria-hidden />}
      {first?.kind === 'approval' && <IconUserCheck size={13} stroke={1.7} aria-hidden />}
      <span>{[first?.reason, ...also].join(' · ')}</span>
    </span>
  )
}
