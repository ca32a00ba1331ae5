import { useQuery } from '@tanstack/react-query'
import type { Person } from '../../../features/people/contract/person.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Meter } from '../../ui/Meter.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { PersonFace } from '../people/PersonFace.tsx'
import { peopleQuery } from '../people/queries.ts'
import { nowOf, withRoom } from './room.ts'
import styles from './routing.module.css'

/** Everybody who can be given a case, those who have room first. */
export function PeopleWithRoom() {
  const people = useQuery(peopleQuery)
  const now = useNow()
  return (
    <section aria-label="People">
      <h2 className={studio.label}>
        People <span>open weight of capacity; waiting cases do not count</span>
      </h2>
      <Known query={people} what="The people">
        {({ items }) => (
          <table className={`${table.table} ${styles.people}`}>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Now</th>
                <th scope="col" data-wide>
                  Skills, 1 to 5
                </th>
                <th scope="col" data-wide>
                  Teams
                </th>
                <th scope="col" data-right colSpan={2}>
                  Used
                </th>
              </tr>
            </thead>
            <tbody>
              {withRoom(
                items.filter(({ role, deactivatedAt }) => isAssignable(role) && !deactivatedAt),
                now,
              ).map((person) => (
                <PersonRow key={person.id} person={person} now={now} />
              ))}
            </tbody>
          </table>
        )}
      </Known>
    </section>
  )
}

function PersonRow({ person, now }: { person: Person; now: Date }) {
  const { id, name, load, capacity, skills, teams } = person
  const { said, out } = nowOf(person, now)
  const over = load > capacity
  return (
    <tr data-past={out || undefined}>
      <td>
        <span className={studio.person}>
          <PersonFace id={id} name={name} size={20} />
          <Go to={`/studio/people?person=${id}`}>
            <b>{name}</b>
          </Go>
        </span>
      </td>
      <td>{said}</td>
      <td data-wide>
        {skills
          .filter(({ expired }) => !expired)
          .map((skill) => `${skill.name} ${skill.level}`)
          .join(', ')}
      </td>
      <td data-wide>{teams.map((team) => team.name).join(', ')}</td>
      <td className={styles.load}>
        {capacity > 0 && (
          <Meter value={load} of={capacity} tone={over ? 'overdue' : 'bar'} label={`${load} of ${capacity} used`} />
        )}
      </td>
      <td data-right data-tone={over ? 'overdue' : undefined}>
        {load} of {capacity}
      </td>
    </tr>
  )
}
