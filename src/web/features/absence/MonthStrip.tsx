import { useQuery } from '@tanstack/react-query'
import type { Leave } from '../../../features/absence/contract.ts'
import type { Person } from '../../../features/people/contract/person.ts'
import type { Named } from '../../../platform/shapes.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Hint } from '../../ui/Hint.tsx'
import { PersonFace } from '../people/PersonFace.tsx'
import { peopleQuery } from '../people/queries.ts'
import { standingOf } from '../people/standing.ts'
import styles from './absence.module.css'
import { type MonthPage, placeOn, spanOn } from './days.ts'
import { daysSaid, kindSaid } from './words.ts'

interface Props {
  title: string
  people: readonly Named[]
  leaves: readonly Leave[]
  month: MonthPage
}

/** A team on one month: a line for each of its people, with the days that they are away, and today across them all. */
export function MonthStrip({ title, people, leaves, month }: Props) {
  const now = useNow()
  const today = placeOn(month, now)
  const everybody = useQuery(peopleQuery).data?.items ?? []
  const planned = (id: string) =>
    leaves.some(({ person, state }) => person.id === id && (state === 'away' || state === 'planned'))
  return (
    <section className={styles.strip} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <div className={styles.days} aria-hidden>
          {month.days.map(({ date, isWeekend, isMonday }) => (
            <span key={date.getDate()} data-weekend={isWeekend || undefined} data-monday={isMonday || undefined}>
              {date.getDate()}
            </span>
          ))}
        </div>
      </header>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <span className={styles.who}>
              <PersonFace id={person.id} name={person.name} size={22} />
              <span>
                {person.name}
                <StandsSo person={everybody.find(({ id }) => id === person.id)} now={now} />
              </span>
            </span>
            <div className={styles.track}>
              <div className={styles.grid} aria-hidden>
                {month.days.map(({ date, isWeekend }) => (
                  <i key={date.getDate()} data-weekend={isWeekend || undefined} />
                ))}
              </div>
              {leaves
                .filter((leave) => leave.person.id === person.id)
                .map((leave) => (
                  <Bar key={leave.id} leave={leave} month={month} now={now} />
                ))}
              {!planned(person.id) && (
                <Unplanned person={everybody.find(({ id }) => id === person.id)} month={month} now={now} />
              )}
              {today !== null && <b className={styles.today} style={{ left: `${today * 100}%` }} aria-hidden />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What keeps somebody from work now beside a leave: away, busy, off duty. */
function StandsSo({ person, now }: { person: Person | undefined; now: Date }) {
  const said = person && standingOf(person, now).said
  return said ? <small>{said}</small> : null
}

/** An absence that was set by hand, without a leave that hands anything over. */
function Unplanned({ person, month, now }: { person: Person | undefined; month: MonthPage; now: Date }) {
  if (!person?.awayUntil || new Date(person.awayUntil) <= now) return null
  const { left, width } = spanOn(month, new Date(person.statusSince), new Date(person.awayUntil))
  const said = standingOf(person, now).said ?? ''
  if (width === 0) return null
  return (
    <Hint label={`${said}, without a hand-over`}>
      <span className={styles.bar} style={{ left: `${left * 100}%`, width: `${width * 100}%` }} data-state="away">
        <b>{said}</b> <span>without a hand-over</span>
      </span>
    </Hint>
  )
}

function Bar({ leave, month, now }: { leave: Leave; month: MonthPage; now: Date }) {
  const { left, width } = spanOn(month, new Date(leave.from), new Date(leave.endedAt ?? leave.until))
  const standIn = leave.deputy ? `${leave.deputy.name} stands in` : 'nobody stands in'
  const said = `${kindSaid(leave)} ${daysSaid(leave, now)}, ${standIn}`
  const look = {
    className: styles.bar,
    style: { left: `${left * 100}%`, width: `${width * 100}%` },
    'data-state': leave.state,
  }
  const label = (
    <>
      <b>{kindSaid(leave)}</b>{' '}
      <span>
        {daysSaid(leave, now)}
        {leave.deputy && `, ${leave.deputy.name} stands in`}
      </span>
    </>
  )
  return (
    <Hint label={said}>
      {leave.mayChange ? (
        <Go to={`/leave/${leave.id}`} aria-label={`${leave.person.name}: ${said}`} {...look}>
          {label}
        </Go>
      ) : (
        <span {...look}>{label}</span>
      )}
    </Hint>
  )
}
