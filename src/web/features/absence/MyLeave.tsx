import { NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { WorkingHours } from '../../../features/absence/contract/working-hours.ts'
import type { Named } from '../../../platform/shapes.ts'
import { api } from '../../api.ts'
import { serverNow, useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { said } from '../../ui/said.ts'
import styles from './absence.module.css'
import { leavesQuery, workingHoursQuery } from './queries.ts'
import { daysSaid, kindSaid } from './words.ts'

const yearMilliseconds = 366 * 86_400_000

/** The leaves ahead of somebody, and by which hours they work. */
export function MyLeave({ person }: { person: Named }) {
  const now = useNow()
  // A fixed span, so that passing time asks for nothing again.
  const [from, until] = useMemo(() => {
    const at = serverNow().getTime()
    return [new Date(at).toISOString(), new Date(at + yearMilliseconds).toISOString()] as const
  }, [])
  const leaves = useQuery(leavesQuery(from, until, person.id))
  return (
    <Known query={leaves} what="Leaves" lines={2}>
      {({ items }) => (
        <div className={styles.mine}>
          {items.length === 0 ? (
            <p>No leave is planned.</p>
          ) : (
            <ul>
              {items.map((leave) => (
                <li key={leave.id}>
                  <Go to={`/leave/${leave.id}`}>
                    <b>{daysSaid(leave, now)}</b>
                  </Go>
                  <span>
                    {kindSaid(leave)}, {leave.deputy ? `${leave.deputy.name} stands in` : 'nobody stands in'}
                    {leave.state === 'away' && ', under way'}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className={styles.doors}>
            <Go to={`/leave?person=${person.id}`}>Plan a leave</Go>
            <Go to="/away">Who is away</Go>
          </p>
        </div>
      )}
    </Known>
  )
}

/** Whether somebody works by hours of their own, or by those of their team. */
export function OwnHours({ person }: { person: Named }) {
  const cache = useQueryClient()
  const hours = useQuery(workingHoursQuery(person.id))
  const set = useMutation({
    mutationFn: (calendarId: string | null) =>
      api.absence.setWorkingHours({ params: { id: person.id }, body: { calendarId } }),
    ...said,
    onSuccess: (now) => cache.setQueryData(workingHoursQuery(person.id).queryKey, now),
  })
  return (
    <Known query={hours} what="Working hours" lines={1}>
      {(known) => (
        <NativeSelect
          className={styles.hours!}
          label="Working hours"
          description={hoursSaid(known)}
          disabled={set.isPending}
          value={known.own?.id ?? ''}
          onChange={(event) => set.mutate(event.currentTarget.value || null)}
          data={[
            {
              value: '',
              label: 'None of their own: whenever they are available',
            },
            ...known.calendars.map(({ id, name, timeZone }) => ({ value: id, label: `${name}, ${timeZone}` })),
          ]}
        />
      )}
    </Known>
  )
}

const hoursSaid = ({ own, usual, openNow }: WorkingHours): string =>
  own
    ? `Outside ${own.name} no new case is assigned.${openNow === false ? ' It is outside them now.' : ''}`
    : `A calendar of their own keeps new cases away outside its hours.${usual ? ` Their team keeps ${usual.name}, by which it is ${openNow ? 'open' : 'closed'} now.` : ''}`
