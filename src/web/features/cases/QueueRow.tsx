import type { WorkItem } from '../../../features/cases/contract/my-next.ts'
import { Due } from '../../ui/Due.tsx'
import { EscalationMark } from '../../ui/EscalationMark.tsx'
import { Go } from '../../ui/Go.tsx'
import { IconCheckbox, IconUserCheck } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { StagePath } from '../../ui/StagePath.tsx'
import { TimeTrack } from '../../ui/TimeTrack.tsx'
import styles from './QueueColumn.module.css'
import { pathOf, toneOf } from './words.ts'

/** Three lines: what and until when, whose and where, and the reason why it stands here. */
export function QueueRow({ item, chosen, kept }: { item: WorkItem; chosen: boolean; kept: string }) {
  const { subject, account, contact, unread, number, risk, stage, priority } = item.case
  const tone = toneOf(risk)
  const pressing = tone === 'overdue' || tone === 'risk'
  const used = item.usedShare
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
          {(item.dueAt || (tone === 'waiting' && item.kind !== 'approval')) && <Due at={item.dueAt} risk={tone} />}
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
        <span className={styles.reason}>
          {item.kind === 'task' && <IconCheckbox size={13} stroke={1.7} aria-hidden />}
          {item.kind === 'approval' && <IconUserCheck size={13} stroke={1.7} aria-hidden />}
          <span>{item.reason}</span>
        </span>
      </Go>
    </li>
  )
}
