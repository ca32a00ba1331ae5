import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Violation as ViolationShape } from '../../../features/governance/contract.ts'
import { violationKinds, violationWords } from '../../../features/governance/rules.ts'
import type { Home } from '../../../features/reports/contract.ts'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { CaseDue } from '../cases/CaseDue.tsx'
import { firstName } from '../cases/words.ts'
import { overridesCountQuery, sinceDays } from '../governance/queries.ts'
import { openDoor } from './doors.ts'
import styles from './WatchParts.module.css'

type Violation = z.infer<typeof ViolationShape>
const shown = 6

/** The cases with the dates that come first, whatever is due then. */
export function NextDue({ cases }: { cases: Home['nextDue'] }) {
  return (
    <section className={styles.part} aria-label="Due next">
      <h2>Due next</h2>
      {cases.length === 0 ? (
        <p className={styles.none}>Nothing has a date ahead. What is due next will stand here, whatever it is.</p>
      ) : (
        <ul className={styles.cases}>
          {cases.slice(0, shown).map((row) => (
            <li key={row.id}>
              <PriorityMark priority={row.priority} />
              <Go to={`/cases/${row.number}`}>{row.subject}</Go>
              <span>{row.account?.name}</span>
              <span className={styles.owner}>
                {row.owner && <Face name={row.owner.name} size={18} />}
                {row.owner ? firstName(row.owner.name) : 'nobody yet'}
              </span>
              <CaseDue row={row} named />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The promise of the product as a standing check: the expected number is zero, and what is not zero names its cases. */
export function StandingCheck({ home }: { home: Home }) {
  const { checkedAt, violations, lateSteps, clocks } = home.governance
  const { rights } = useMe()
  const mayOpen = rights.includes('settings.read')
  const mayOverride = rights.includes('cases.override')
  return (
    <section className={styles.part} aria-label="Standing check">
      <h2>
        {mayOpen ? <Go to="/studio/proof">Standing check</Go> : 'Standing check'}{' '}
        <span>
          ran <Instant at={checkedAt} as="ago" /> over {home.open.toLocaleString('en-GB')} open cases
        </span>
      </h2>
      <ul className={styles.checks}>
        {violationKinds.map((kind) => (
          <li key={kind}>
            <Check name={violationWords[kind]} violation={violations[kind]} />
          </li>
        ))}
        <li>
          <Go className={styles.check} to={openDoor({ step: 'late' })}>
            Next steps past their date{lateSteps.oldestDueAt && <LateSince at={lateSteps.oldestDueAt} />}
            <b data-ok={lateSteps.count === 0 || undefined} data-late>
              {lateSteps.count.toLocaleString('en-GB')}
            </b>
          </Go>
        </li>
        {mayOverride && <Overrides />}
        {clocks && (
          <li>
            <Check name={`Clocks unlike their timeline, of ${clocks.replayed} replayed`} violation={clocks.differing} />
          </li>
        )}
      </ul>
    </section>
  )
}

const overridesDays = 30

/** No broken promise, but what whoever answers for the house wants to know: somebody passed a gate that was not met. */
function Overrides() {
  const since = sinceDays(useNow(), overridesDays)
  const count = useQuery(overridesCountQuery({ personId: '', since })).data?.count
  if (count === undefined) return null
  return (
    <li>
      <Go className={styles.check} to={`/studio/overrides?days=${overridesDays}`}>
        Gates passed unmet, in {overridesDays} days
        <b data-ok={count === 0 || undefined} data-late>
          {count.toLocaleString('en-GB')}
        </b>
      </Go>
    </li>
  )
}

const LateSince = ({ at }: { at: string }) => (
  <small>
    the oldest since <Instant at={at} as="dayAndTime" />
  </small>
)

function Check({ name, violation: { count, cases } }: { name: string; violation: Violation }) {
  if (count === 0) {
    return (
      <p className={styles.check}>
        {name}
        <b data-ok>0</b>
      </p>
    )
  }
  return (
    <details>
      <summary className={styles.check}>
        {name}
        <b>{count.toLocaleString('en-GB')}</b>
      </summary>
      <p className={styles.behind}>
        {cases.map(({ id, number, since }) => (
          <span key={id}>
            <Go to={`/cases/${number}`}>{number}</Go> since <Instant at={since} />
          </span>
        ))}
        {count > cases.length && <span>and {(count - cases.length).toLocaleString('en-GB')} more</span>}
      </p>
    </details>
  )
}
