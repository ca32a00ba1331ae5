import { useQuery } from '@tanstack/react-query'
import type { Calendar } from '../../../features/calendars/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { Known } from '../../ui/Known.tsx'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import styles from './calendars.module.css'
import { usageQuery } from './queries.ts'

/** Whose time a change of this calendar moves. */
export function UsedBy({ calendar }: { calendar: Calendar }) {
  const usage = useQuery(usageQuery(calendar.id))
  return (
    <section aria-label="Used by">
      <h2 className={studio.title}>Used by</h2>
      <Known query={usage} what="What counts by it" lines={2}>
        {({ teams, people, policies, contracts, clocks }) => (
          <ul className={styles.usage}>
            {calendar.isDefault && <li>everything that names no other one</li>}
            {teams.map(({ id, name }) => (
              <li key={id}>
                the team <Lead to={`/studio/teams?team=${id}`}>{name}</Lead>
              </li>
            ))}
            {people.map(({ id, name }) => (
              <li key={id}>
                the hours of <Lead to={`/studio/people?person=${id}`}>{name}</Lead>
              </li>
            ))}
            {policies.map(({ id, name }) => (
              <li key={id}>
                targets of <Lead to={`/studio/sla?policy=${id}`}>{name}</Lead>
              </li>
            ))}
            {contracts.map(({ id, name }) => (
              <li key={id}>
                the contract <Lead to={`/contracts/${id}`}>{name}</Lead>
              </li>
            ))}
            <li>{clocks > 0 ? `${counted(clocks, 'running clock')} now` : 'no running clock now'}</li>
          </ul>
        )}
      </Known>
    </section>
  )
}
