import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ProblemClosing, ProblemUpdate } from '../../../features/relations/contract/problems.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { said } from '../../ui/said.ts'
import { useFamilyAct } from '../families/queries.ts'
import { closingsQuery, updatesQuery } from './queries.ts'
import styles from './relations.module.css'

/** What was told on a problem, and what came of its incidents when it was resolved. */
export function ProblemPast({ number }: { number: string }) {
  const updates = useQuery(updatesQuery(number)).data?.items ?? []
  const closings = useQuery(closingsQuery(number)).data?.items ?? []
  return (
    <>
      {closings.map((closing) => (
        <Closing key={closing.id} closing={closing} />
      ))}
      {updates.map((update) => (
        <Update key={update.id} update={update} />
      ))}
    </>
  )
}

function Update({ update }: { update: ProblemUpdate }) {
  const { id, text, author, askedAt, finishedAt, stoppedAt, total, written, left } = update
  const stop = useFamilyAct(() => api.relations.stopUpdate({ params: { id } }))
  const running = !finishedAt && !stoppedAt
  return (
    <section className={styles.past} aria-label={`Told ${counted(total, 'customer')}`}>
      <h3>
        {stoppedAt ? 'Taken back' : running && written === 0 ? 'About to be told' : 'Told'} by {author.name},{' '}
        <Instant at={askedAt} as="ago" />
      </h3>
      <blockquote>{text}</blockquote>
      <p role="status">
        {written} of {counted(total, 'customer')} written to
        {left.length > 0 && `, ${left.length} not reached`}
      </p>
      {running && <Meter value={written + left.length} of={total} label={`${written} of ${total} written to`} />}
      {left.map(({ email, number, because }) => (
        <p key={email} data-tone="risk">
          {number}, {email}: {because}
        </p>
      ))}
      {running && (
        <Button
          size="compact-sm"
          variant="default"
          loading={stop.isPending}
          onClick={() => stop.mutate(undefined, said)}
        >
          {written === 0 ? 'Take it back' : 'Stop here'}
        </Button>
      )}
    </section>
  )
}

function Closing({ closing: { begunAt, finishedAt, total, resolved, left } }: { closing: ProblemClosing }) {
  return (
    <section className={styles.past} aria-label="Incidents resolved with the problem">
      <h3>
        Resolved with its incidents, <Instant at={begunAt} as="ago" />
      </h3>
      <p role="status">
        {resolved} of {counted(total, 'incident')} resolved
        {left.length > 0 && `, ${left.length} stay open`}
      </p>
      {!finishedAt && <Meter value={resolved + left.length} of={total} label={`${resolved} of ${total} resolved`} />}
      {left.map(({ case: { number }, because }) => (
        <p key={number} data-tone="risk">
          <Go to={`/cases/${number}`}>{number}</Go> {because}
        </p>
      ))}
    </section>
  )
}
