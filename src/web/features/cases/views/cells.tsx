import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { useNow } from '../../../ui/clock.ts'
import { EscalationMark } from '../../../ui/EscalationMark.tsx'
import { Go } from '../../../ui/Go.tsx'
import { Instant } from '../../../ui/Instant.tsx'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { StagePath } from '../../../ui/StagePath.tsx'
import { PersonFace } from '../../people/PersonFace.tsx'
import { CaseDue } from '../CaseDue.tsx'
import { firstName, pathOf } from '../words.ts'
import styles from './CaseTable.module.css'
import type { ColumnKey } from './columns.ts'
import { statusWords } from './values.ts'

const dayMs = 86_400_000

export function SubjectCell({ row }: { row: CaseRow }) {
  return (
    <span className={styles.case}>
      <PriorityMark priority={row.priority} />
      <span className={styles.number}>{row.number}</span>
      <EscalationMark level={row.escalationLevel} />
      <Go to={`/cases/${row.number}`}>{row.subject}</Go>
    </span>
  )
}

/** What stands under the subject on a phone: whose it is, and what is due. */
export function UnderSubject({ row }: { row: CaseRow }) {
  return (
    <span className={styles.under}>
      <span>{[row.number, row.account?.name ?? row.contact?.name].filter(Boolean).join(', ')}</span>
      <CaseCell row={row} column="due" />
    </span>
  )
}

export function CaseCell({ row, column }: { row: CaseRow; column: ColumnKey }) {
  switch (column) {
    case 'customer':
      return row.account?.name ?? row.contact?.name ?? ''
    case 'contact':
      return row.contact?.name ?? ''
    case 'type':
      return row.type.name
    case 'stage':
      return (
        <span className={styles.stage}>
          <StagePath stages={pathOf(row)} at={row.stage.position - 1} />
          {row.stage.label}
        </span>
      )
    case 'status':
      return statusWords[row.status]
    case 'owner':
      return <Owner row={row} />
    case 'waits':
      return row.waitsBecause ? <Waits because={row.waitsBecause} /> : ''
    case 'team':
      return row.team.name
    case 'next':
      return row.nextStep?.text ?? ''
    case 'tags':
      return row.tags.join(', ')
    case 'channel':
      return row.channel
    case 'due':
      return row.status === 'resolved' || row.status === 'closed' ? (
        statusWords[row.status]
      ) : (
        <CaseDue row={row} named />
      )
    case 'updated':
      return <Instant at={row.updatedAt} as="ago" />
    case 'age':
      return <Age since={row.createdAt} until={row.resolvedAt} />
  }
}

export function Owner({ row }: { row: CaseRow }) {
  const where = row.queue?.name ?? 'nobody'
  if (!row.owner)
    return (
      <span className={styles.nobody} title={where}>
        {where}
      </span>
    )
  return (
    <span className={styles.owner}>
      <PersonFace id={row.owner.id} name={row.owner.name} size={18} />
      <span>{firstName(row.owner.name)}</span>
    </span>
  )
}

/** Why nobody has it yet; what comes when stands behind it, and in the title where there is no room. */
export function Waits({ because }: { because: string }) {
  return (
    <span className={styles.waits} title={because}>
      {because}
    </span>
  )
}

/** Days open, to the day of its resolution. */
function Age({ since, until }: { since: string; until: string | null }) {
  const now = useNow()
  const end = until ? Date.parse(until) : now.getTime()
  return <span className="num">{Math.max(0, Math.floor((end - Date.parse(since)) / dayMs))} d</span>
}
