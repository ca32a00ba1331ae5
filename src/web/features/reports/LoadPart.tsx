import type { Home } from '../../../features/reports/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { dayAndTime } from '../../ui/time.ts'
import { PersonFace } from '../people/PersonFace.tsx'
import { door, openDoor } from './doors.ts'
import styles from './HomeScreen.module.css'

type Load = Home['load'][number]

/** From this share of the capacity on, a person has little room. */
const littleRoom = 0.86
/** As many as are read at a glance; the rest unfolds by a click. */
const shown = 12

/** Open weight against capacity, per person, and who is away. */
export function LoadPart({ load }: { load: Load[] }) {
  const first = load.slice(0, shown)
  const rest = load.slice(shown)
  return (
    <section className={styles.load} aria-label="Team load">
      <header>
        <h2>Load of the team</h2>
        <p>Open weight of capacity; waiting cases do not count.</p>
      </header>
      <LoadTable load={first} />
      {rest.length > 0 && (
        <details className={styles.more}>
          <summary>{counted(rest.length, 'more person', 'more people')}</summary>
          <LoadTable load={rest} />
        </details>
      )}
    </section>
  )
}

function LoadTable({ load }: { load: Load[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">
            <span className={styles.hidden}>Meter</span>
          </th>
          <th scope="col">Load</th>
          <th scope="col">Risk</th>
          <th scope="col">Late</th>
        </tr>
      </thead>
      <tbody>
        {load.map((row) =>
          row.away ? <AwayRow key={row.person.id} row={row} /> : <LoadRow key={row.person.id} row={row} />,
        )}
      </tbody>
    </table>
  )
}

function LoadRow({ row: { person, load, capacity, atRisk, late } }: { row: Load }) {
  const over = load > capacity
  const tone = over ? 'overdue' : capacity > 0 && load / capacity > littleRoom ? 'risk' : 'bar'
  const owner = person.id
  return (
    <tr>
      <PersonCell person={person} />
      <td className={styles.track}>
        <Meter value={load} of={capacity} tone={tone} label={`${load} of ${capacity}`} />
      </td>
      <td>
        <Go to={openDoor({ owner, status: 'new,open' })} data-tone={over ? 'overdue' : undefined}>
          {`${load} of ${capacity}`}
        </Go>
      </td>
      <td>
        <Go to={door({ owner, due: 'at_risk', sort: 'due' })} data-zero={!atRisk || undefined}>
          {atRisk}
        </Go>
      </td>
      <td>
        <Go
          to={door({ owner, due: 'overdue', sort: 'due' })}
          data-zero={!late || undefined}
          data-tone={late ? 'overdue' : undefined}
        >
          {late}
        </Go>
      </td>
    </tr>
  )
}

function AwayRow({ row: { person, load, awayUntil } }: { row: Load }) {
  const now = useNow()
  return (
    <tr data-away>
      <PersonCell person={person} />
      <td colSpan={4}>
        away{awayUntil ? ` until ${dayAndTime(new Date(awayUntil), now)}` : ''}
        {load > 0 && (
          <>
            , <Go to={openDoor({ owner: person.id })}>still carries {load}</Go>
          </>
        )}
      </td>
    </tr>
  )
}

function PersonCell({ person }: { person: Load['person'] }) {
  return (
    <th scope="row">
      <Go to={openDoor({ owner: person.id })}>
        <PersonFace id={person.id} name={person.name} size={20} />
        <span>{person.name}</span>
      </Go>
    </th>
  )
}
