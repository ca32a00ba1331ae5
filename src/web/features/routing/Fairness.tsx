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
import table from '../../ui/table.module.css'
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
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col" data-right>
              Work
            </th>
            <th scope="col" data-right>
              Capacity
            </th>
            <th scope="col" data-wide>
              Their part
            </th>
            <th scope="col" data-right data-wide>
              Given
            </th>
            <th scope="col" data-right data-wide>
              By hand
            </th>
            <th scope="col" data-right data-wide>
              Declined
            </th>
            <th scope="col" data-right data-wide>
              Ran out
            </th>
            <th scope="col" data-right>
              Open now
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((each) => {
            const beside = besideTheirPart(each)
            return (
              <tr key={each.person.id}>
                <td>
                  <span className={studio.person}>
                    <PersonFace id={each.person.id} name={each.person.name} size={20} />
                    <b>{each.person.name}</b>
                  </span>
                </td>
                <td data-right data-tone={beside === 'more' ? 'risk' : undefined}>
                  {percent(each.share)}
                </td>
                <td data-right>{percent(each.capacityShare)}</td>
                <td data-wide>{beside ? `clearly ${beside}` : ''}</td>
                <td data-right data-wide>
                  {each.routed}
                </td>
                <td data-right data-wide>
                  {each.byHand}
                </td>
                <td data-right data-wide>
                  {each.declined}
                </td>
                <td data-right data-wide>
                  {each.timedOut}
                </td>
                <td data-right>
                  <Go className={styles.figure} to={`/views?status=unresolved&owner=${each.person.id}`}>
                    {each.load} of {each.capacity}
                  </Go>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Waits({ queues }: { queues: Report['queues'] }) {
  return (
    <section aria-label="Queues">
      <h2 className={studio.label}>
        Queues <span>cases that routing gave to somebody, and how long they had waited</span>
      </h2>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col" data-right>
              Given
            </th>
            <th scope="col" data-right data-wide>
              At once
            </th>
            <th scope="col" data-right>
              Median
            </th>
            <th scope="col" data-right data-wide>
              9 of 10 within
            </th>
            <th scope="col" data-right>
              Longest
            </th>
            <th scope="col" data-right data-wide>
              Relaxed
            </th>
            <th scope="col" data-right data-wide>
              Declined
            </th>
            <th scope="col" data-right data-wide>
              Ran out
            </th>
            <th scope="col" data-right data-wide>
              Duty told
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((each) => (
            <tr key={each.queue.id}>
              <td>
                <Go to={`/views?queue=${each.queue.id}`}>
                  <b>{each.queue.name}</b>
                </Go>
              </td>
              <td data-right>{each.given}</td>
              <td data-right data-wide>
                {each.atOnce}
              </td>
              <td data-right>{waited(each.medianSeconds)}</td>
              <td data-right data-wide>
                {waited(each.p90Seconds)}
              </td>
              <td data-right>{waited(each.longestSeconds)}</td>
              <td data-right data-wide>
                {relaxedWords(each)}
              </td>
              {[each.declined, each.timedOut].map((count, at) => (
                <td key={at} data-right data-wide>
                  {count}
                </td>
              ))}
              <td data-right data-wide data-tone={each.overdue > 0 ? 'risk' : undefined}>
                {each.overdue}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
