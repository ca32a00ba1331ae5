import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { Figure } from '../../../features/routing/contract/fairness.ts'
import type { routingContract } from '../../../features/routing/contract.ts'
import type { ResultOf } from '../../../platform/endpoint.ts'
import { useSetQuery } from '../../ui/address.ts'
import { serverNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import studio from '../../ui/studio.module.css'
import { Table } from '../../ui/Table.tsx'
import { PersonFace } from '../people/PersonFace.tsx'
import { teamsQuery } from '../people/queries.ts'
import { FigureSheet } from './FigureSheet.tsx'
import { besideTheirPart, figureTitles, partWords, percent, waited } from './fairnessWords.ts'
import { fairnessQuery } from './queries.ts'
import styles from './routing.module.css'

type Report = ResultOf<(typeof routingContract)['fairness']>

const spans = [7, 30, 90, 365]

/** How work was given out in a time: shares against capacity, and how long cases waited in each queue. */
export function Fairness() {
  const setQuery = useSetQuery()
  const [days, setDays] = useState(30)
  const [teamId, setTeam] = useState('')
  const [opened, setOpened] = useState<Opened | null>(null)
  const teams = useQuery(teamsQuery).data?.items ?? []
  const span = useMemo(() => {
    const to = serverNow()
    return { from: new Date(to.getTime() - days * 86_400_000).toISOString(), to: to.toISOString() }
  }, [days])
  const report = useQuery({ ...fairnessQuery(span.from, span.to, teamId), placeholderData: keepPreviousData })
  return (
    <>
      <RoomHead
        title="Fairness"
        said="Who got how much of the work, and how long cases waited until somebody had them."
      >
        <NativeSelect
          aria-label="Time"
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={spans.map((each) => ({ value: String(each), label: `The last ${each} days` }))}
        />
        <NativeSelect
          aria-label="Team"
          value={teamId}
          onChange={(event) => setTeam(event.currentTarget.value)}
          data={[{ value: '', label: 'All teams' }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Button variant="default" onClick={() => setQuery({ of: null })}>
          Back to the rules
        </Button>
      </RoomHead>
      <RoomBody label="Fairness">
        <Known query={report} what="The report">
          {({ people, queues }) => (
            <>
              <Shares people={people} days={days} onOpen={setOpened} />
              <Waits queues={queues} onOpen={setOpened} />
            </>
          )}
        </Known>
      </RoomBody>
      {opened && (
        <FigureSheet
          title={`${opened.name}: ${figureTitles[opened.figure]}`}
          asked={{
            ...span,
            figure: opened.figure,
            ...(opened.personId && { personId: opened.personId }),
            ...(opened.queueId && { queueId: opened.queueId }),
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

interface Opened {
  name: string
  figure: Figure
  personId?: string
  queueId?: string
}
type Open = (opened: Opened) => void

/** A number, and behind it what it counts; none has nothing behind it. */
function Count({ count, says = count, onOpen, ...what }: Opened & { count: number; says?: ReactNode; onOpen: Open }) {
  if (count === 0) return says
  return (
    <button
      type="button"
      className={styles.count}
      aria-label={`${says} ${figureTitles[what.figure]}, ${what.name}`}
      onClick={() => onOpen(what)}
    >
      {says}
    </button>
  )
}

function Shares({ people, days, onOpen }: { people: Report['people']; days: number; onOpen: Open }) {
  const count = (figure: Figure, of: (each: Report['people'][number]) => number) => ({
    right: true as const,
    cell: (each: Report['people'][number]) => (
      <Count count={of(each)} figure={figure} name={each.person.name} personId={each.person.id} onOpen={onOpen} />
    ),
  })
  return (
    <section aria-label="People">
      <h2 className={studio.label}>
        People{' '}
        <span>
          their share of the weight that was given out, beside their share of the capacity while they were there
        </span>
      </h2>
      <Table
        lines
        rows={people}
        keyOf={({ person }) => person.id}
        columns={[
          {
            name: 'Person',
            cell: ({ person }) => (
              <span className={studio.person}>
                <PersonFace id={person.id} name={person.name} size={20} />
                <b>{person.name}</b>
              </span>
            ),
          },
          {
            name: 'Work',
            right: true,
            tone: (each) => besideTheirPart(each) === 'more' && 'risk',
            cell: ({ share }) => percent(share),
          },
          { name: 'Capacity', right: true, cell: ({ capacityShare }) => percent(capacityShare) },
          {
            name: 'Their part',
            wide: true,
            cell: (each) => partWords(each, days),
          },
          { name: 'Given', wide: true, ...count('routed', ({ routed }) => routed) },
          { name: 'By hand', wide: true, ...count('by_hand', ({ byHand }) => byHand) },
          { name: 'Declined', wide: true, ...count('declined', ({ declined }) => declined) },
          { name: 'Ran out', wide: true, ...count('timed_out', ({ timedOut }) => timedOut) },
          {
            name: 'Open now',
            right: true,
            cell: ({ person, load, capacity }) => (
              <Go className={styles.figure} to={`/views?status=unresolved&owner=${person.id}`}>
                {load} of {capacity}
              </Go>
            ),
          },
        ]}
      />
    </section>
  )
}

function Waits({ queues, onOpen }: { queues: Report['queues']; onOpen: Open }) {
  type Row = Report['queues'][number]
  const count = (figure: Figure, of: (each: Row) => number, says?: (each: Row) => ReactNode) => ({
    right: true as const,
    cell: (each: Row) => (
      <Count
        count={of(each)}
        {...(says && { says: says(each) })}
        figure={figure}
        name={each.queue.name}
        queueId={each.queue.id}
        onOpen={onOpen}
      />
    ),
  })
  const given = ({ given: all }: Row) => all
  return (
    <section aria-label="Queues">
      <h2 className={studio.label}>
        Queues <span>cases that routing gave to somebody, and how long they had waited</span>
      </h2>
      <Table
        lines
        rows={queues}
        keyOf={({ queue }) => queue.id}
        columns={[
          {
            name: 'Queue',
            cell: ({ queue }) => (
              <Go to={`/views?queue=${queue.id}`}>
                <b>{queue.name}</b>
              </Go>
            ),
          },
          { name: 'Given', ...count('given', given) },
          { name: 'At once', wide: true, ...count('at_once', ({ atOnce }) => atOnce) },
          { name: 'Median', ...count('longest', given, ({ medianSeconds }) => waited(medianSeconds)) },
          { name: '9 of 10 within', wide: true, ...count('longest', given, ({ p90Seconds }) => waited(p90Seconds)) },
          { name: 'Longest', ...count('longest', given, ({ longestSeconds }) => waited(longestSeconds)) },
          { name: 'Skills given up', wide: true, ...count('relaxed_skills', ({ relaxedSkills }) => relaxedSkills) },
          { name: 'Further teams', wide: true, ...count('relaxed_teams', ({ relaxedTeams }) => relaxedTeams) },
          { name: 'Declined', wide: true, ...count('declined', ({ declined }) => declined) },
          { name: 'Ran out', wide: true, ...count('timed_out', ({ timedOut }) => timedOut) },
          {
            name: 'Duty told',
            wide: true,
            tone: ({ overdue }) => overdue > 0 && 'risk',
            ...count('overdue', ({ overdue }) => overdue),
          },
        ]}
      />
    </section>
  )
}
