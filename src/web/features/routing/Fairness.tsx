import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
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
import { besideTheirPart, percent, relaxedWords, waited } from './fairnessWords.ts'
import { fairnessQuery } from './queries.ts'
import styles from './routing.module.css'

type Report = ResultOf<(typeof routingContract)['fairness']>

const spans = [7, 30, 90, 365]

/** How work was given out in a time: shares against capacity, and how long cases waited in each queue. */
export function Fairness() {
  const setQuery = useSetQuery()
  const [days, setDays] = useState(30)
  const [teamId, setTeam] = useState('')
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
              <Shares people={people} />
              <Waits queues={queues} />
            </>
          )}
        </Known>
      </RoomBody>
    </>
  )
}

function Shares({ people }: { people: Report['people'] }) {
  return (
    <section aria-label="People">
      <h2 className={studio.label}>
        People <span>their share of the weight that was given out, beside their share of the capacity</span>
      </h2>
      <Table
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
            cell: (each) => besideTheirPart(each) && `clearly ${besideTheirPart(each)}`,
          },
          { name: 'Given', right: true, wide: true, cell: ({ routed }) => routed },
          { name: 'By hand', right: true, wide: true, cell: ({ byHand }) => byHand },
          { name: 'Declined', right: true, wide: true, cell: ({ declined }) => declined },
          { name: 'Ran out', right: true, wide: true, cell: ({ timedOut }) => timedOut },
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

function Waits({ queues }: { queues: Report['queues'] }) {
  return (
    <section aria-label="Queues">
      <h2 className={studio.label}>
        Queues <span>cases that routing gave to somebody, and how long they had waited</span>
      </h2>
      <Table
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
          { name: 'Given', right: true, cell: ({ given }) => given },
          { name: 'At once', right: true, wide: true, cell: ({ atOnce }) => atOnce },
          { name: 'Median', right: true, cell: ({ medianSeconds }) => waited(medianSeconds) },
          { name: '9 of 10 within', right: true, wide: true, cell: ({ p90Seconds }) => waited(p90Seconds) },
          { name: 'Longest', right: true, cell: ({ longestSeconds }) => waited(longestSeconds) },
          { name: 'Relaxed', right: true, wide: true, cell: relaxedWords },
          { name: 'Declined', right: true, wide: true, cell: ({ declined }) => declined },
          { name: 'Ran out', right: true, wide: true, cell: ({ timedOut }) => timedOut },
          {
            name: 'Duty told',
            right: true,
            wide: true,
            tone: ({ overdue }) => overdue > 0 && 'risk',
            cell: ({ overdue }) => overdue,
          },
        ]}
      />
    </section>
  )
}
