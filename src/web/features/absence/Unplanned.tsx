import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Person } from '../../../features/people/contract/person.ts'
import { absenceOf } from '../../../features/people/rules.ts'
import { useMe } from '../../app/session.ts'
import { counted } from '../../ui/amounts.ts'
import { serverNow, useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import styles from './absence.module.css'
import { mayPlanFor } from './mayPlan.ts'
import { leavesQuery } from './queries.ts'

/** Colleagues who are absent without a leave that hands their cases over: found, and dealt with in one act. */
export function Unplanned() {
  const me = useMe()
  const now = useNow()
  const [from, until] = useMemo(() => {
    const at = serverNow()
    return [at.toISOString(), new Date(at.getTime() + 1000).toISOString()] as const
  }, [])
  const people = useQuery(peopleQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const leaves = useQuery(leavesQuery(from, until))
  if (!leaves.data) return null
  const planned = new Set(leaves.data.items.filter(({ state }) => state === 'away').map(({ person }) => person.id))
  const absent = people.flatMap((person) => {
    const absence = absenceOf(factsOf(person), now)
    return absence.absent && !planned.has(person.id) && person.load > 0 && mayPlanFor(me, person.id, teams)
      ? [{ person, absence }]
      : []
  })
  if (absent.length === 0) return null
  return (
    <section className={styles.unplanned} aria-label="Absent without a hand-over">
      <h2>Absent without a hand-over</h2>
      <ul>
        {absent.map(({ person, absence }) => (
          <li key={person.id}>
            <span>
              <b>{person.name}</b> {absence.because === 'on_leave' ? 'is away' : 'has been off for more than a day'},
              since <Instant at={absence.since.toISOString()} />, and carries {counted(person.load, 'point')} of open
              work.
            </span>
            <Go to={`/leave?person=${person.id}&now=1`}>Hand over everything now</Go>
          </li>
        ))}
      </ul>
    </section>
  )
}

const factsOf = ({ status, statusSince, awayUntil, deactivatedAt }: Person) => ({
  status,
  statusSince: new Date(statusSince),
  awayUntil: awayUntil === null ? null : new Date(awayUntil),
  deactivatedAt: deactivatedAt === null ? null : new Date(deactivatedAt),
})
