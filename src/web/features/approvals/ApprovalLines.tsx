import { useQuery } from '@tanstack/react-query'
import type { Approval } from '../../../features/approvals/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconUserCheck } from '../../ui/icons.ts'
import plan from '../cases/Plan.module.css'
import { firstName } from '../cases/words.ts'
import styles from './approvals.module.css'
import { Decide } from './Decide.tsx'
import { approvalsQuery } from './queries.ts'
import { deciderOf, unsettled, waitsFor } from './standing.ts'

/** The approvals of a case that are not given yet: whom they wait for, since when, until when; one's own word is given here. */
export function ApprovalLines({ number }: { number: string }) {
  const items = useQuery(approvalsQuery(number)).data?.items ?? []
  const shown = unsettled(items)
  // Whoever is alone looks once at all that is theirs to confirm.
  const [look, ...also] = shown.filter(({ selfCheck, mine }) => selfCheck && mine)
  return shown.map((approval) => (
    <Line
      key={approval.id}
      approval={approval}
      also={approval === look ? also : []}
      number={number}
      asks={!also.includes(approval)}
    />
  ))
}

interface LineProps {
  approval: Approval
  /** Further second looks that are given with this one. */
  also: Approval[]
  number: string
  asks: boolean
}

function Line({ approval, also, number, asks }: LineProps) {
  const setQuery = useSetQuery()
  const { title, state, votes, dueAt, requestedAt, requestedBy, settledAt, overdue, mine } = approval
  const waits = state === 'waiting'
  const [next, ...others] = votes.filter((vote) => vote.next)
  const name = next && deciderOf(next)
  return (
    <li className={plan.line} data-kind="approval" data-risk={overdue || state === 'rejected' ? 'overdue' : undefined}>
      <span className={plan.gutter}>
        <IconUserCheck size={15} stroke={1.7} aria-hidden />
      </span>
      <span className={plan.title} data-wide={!waits || undefined}>
        <button type="button" className={styles.title} onClick={() => setQuery({ sheet: 'approvals' })}>
          {waits ? 'Approval' : 'Rejected'}: {title}
        </button>
        <small className={styles.since}>
          {waits
            ? mine
              ? `${requestedBy?.name ?? 'the case'} asks for your word`
              : `waits for ${waitsFor(approval)}`
            : `by ${rejectedBy(approval)}`}
          , <Instant at={waits ? requestedAt : (settledAt ?? requestedAt)} as="ago" />
        </small>
      </span>
      {waits && (
        <span
          className={plan.who}
          title={votes
            .filter((vote) => vote.next)
            .map(deciderOf)
            .join(', ')}
        >
          {name && <Face name={name} size={16} />}
          <span>{name ? `${firstName(name)}${others.length > 0 ? ` +${others.length}` : ''}` : 'nobody'}</span>
        </span>
      )}
      {waits && dueAt ? <Instant at={dueAt} /> : <span />}
      {mine && asks && <Decide approval={approval} also={also} number={number} />}
    </li>
  )
}

const rejectedBy = ({ votes }: Approval): string =>
  votes
    .filter(({ decision }) => decision === 'rejected')
    .map(deciderOf)
    .join(', ')
