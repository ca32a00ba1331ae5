import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Governance, MendedViolation, Violation } from '../../../features/governance/contract.ts'
import { violationKinds, violationWords } from '../../../features/governance/rules.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Section } from '../../ui/Section.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import { duration } from '../../ui/time.ts'
import { DayStrip } from './DayStrip.tsx'
import styles from './governance.module.css'
import { governanceQuery, mendedQuery } from './queries.ts'

/** The promise that no case is dropped, looked for every minute: what is broken now, and what ever was. */
export function GovernanceRoom() {
  const now = useQuery(governanceQuery)
  return (
    <>
      <RoomHead
        title="Standing check"
        said="Every open case has an owner or a duty holder, a stage, something due and a next step. Looked for every minute."
      />
      <RoomBody label="Standing check">
        {now.isError && !now.data ? (
          <ErrorState title="The proof could not be read" onRetry={() => void now.refetch()}>
            {wordsOf(now.error)}
          </ErrorState>
        ) : now.isPending ? (
          <LinesSkeleton label="Loading the proof" />
        ) : (
          <Now found={now.data} />
        )}
        <DayStrip />
        <Mended />
      </RoomBody>
    </>
  )
}

function Now({ found: { checkedAt, violations, lateSteps, clocks } }: { found: Governance }) {
  const broken = violationKinds.reduce((sum, kind) => sum + violations[kind].count, 0)
  return (
    <section aria-label="Now">
      <p className={styles.verdict} data-broken={broken > 0 || undefined} data-late={lateSteps.count > 0 || undefined}>
        {broken === 0 ? 'No case is dropped' : `${counted(broken, 'promise')} broken`}
        <LateSteps lateSteps={lateSteps} joins={broken === 0 ? ', but ' : ', and '} />
        <small>
          Looked for <Instant at={checkedAt} as="ago" />. What lasts longer than five minutes goes to the duty holder.
        </small>
      </p>
      <ul className={styles.kinds}>
        {violationKinds.map((kind) => (
          <Line key={kind} name={violationWords[kind]} violation={violations[kind]} />
        ))}
        {clocks && (
          <Line
            name={`Clocks unlike their timeline, of ${counted(clocks.replayed, 'case')} replayed`}
            violation={clocks.differing}
          />
        )}
      </ul>
    </section>
  )
}

/** Nobody dropped these cases, and yet their work waits. */
function LateSteps({
  lateSteps: { count, oldestDueAt },
  joins,
}: {
  lateSteps: Governance['lateSteps']
  joins: string
}) {
  if (count === 0 || !oldestDueAt) return '.'
  return (
    <>
      {joins}
      <Go to="/views?status=unresolved&step=late&sort=due">
        {counted(count, 'next step is late', 'next steps are late')}
      </Go>
      , the oldest since <Instant at={oldestDueAt} as="dayAndTime" />.
    </>
  )
}

/** The first that are named; the others stand behind the number. */
const named = 12

function Line({ name, violation: { count, cases } }: { name: string; violation: z.infer<typeof Violation> }) {
  const hidden = count - Math.min(cases.length, named)
  return (
    <li>
      <span>{name}</span>
      <b data-ok={count === 0 || undefined}>{count.toLocaleString('en-GB')}</b>
      {count > 0 && (
        <p>
          {cases.slice(0, named).map(({ id, number, since }) => (
            <span key={id}>
              <Go to={`/cases/${number}`}>{number}</Go> since <Instant at={since} />
            </span>
          ))}
          {hidden > 0 && <span>and {hidden.toLocaleString('en-GB')} more</span>}
        </p>
      )}
    </li>
  )
}

function Mended() {
  const list = useInfiniteQuery(mendedQuery)
  return (
    <Section title="Mended" level={2}>
      <PagedList
        what="mended promises"
        list={list}
        empty={<p className={styles.none}>Nothing was ever broken. What is, and is mended again, will stand here.</p>}
      >
        {(rows) => <MendedTable rows={rows} />}
      </PagedList>
    </Section>
  )
}

function MendedTable({ rows }: { rows: z.infer<typeof MendedViolation>[] }) {
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Case',
          cell: ({ case: { number, subject } }) => (
            <>
              <Go to={`/cases/${number}`}>
                <b>{subject}</b>
              </Go>
              <small>{number}</small>
            </>
          ),
        },
        { name: 'What was broken', cell: ({ kind }) => violationWords[kind] },
        { name: 'Since', wide: true, cell: ({ since }) => <Instant at={since} as="dayAndTime" /> },
        {
          name: 'Lasted',
          right: true,
          cell: ({ since, mendedAt }) =>
            duration(Math.max(0, Math.round((Date.parse(mendedAt) - Date.parse(since)) / 60_000))),
        },
        {
          name: 'Duty holder told',
          right: true,
          wide: true,
          cell: ({ escalatedAt }) => (escalatedAt ? <Instant at={escalatedAt} as="dayAndTime" /> : 'mended before'),
        },
      ]}
    />
  )
}
