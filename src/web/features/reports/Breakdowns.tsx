import type { Home } from '../../../features/reports/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { openDoor } from './doors.ts'
import styles from './HomeScreen.module.css'

interface Bar {
  key: string
  label: string
  count: number
  to: string
  alarming?: boolean
}

const mostRows = 8
const priorityWords = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' }
const statusWords: Record<string, string> = {
  new: 'New, no owner yet',
  open: 'Open',
  pending: 'Waits for customer',
  on_hold: 'Waits for others',
}
const ageWords = {
  '0-1': '0–1 day',
  '1-3': '1–3 days',
  '3-7': '3–7 days',
  '7-14': '7–14 days',
  '14-30': '14–30 days',
  '30+': 'over 30 days',
}

/** The open cases by each of five properties; every bar is a door to its cases. */
export function Breakdowns({ home }: { home: Home }) {
  const named = (rows: { key: string; label: string; count: number }[], field: 'type' | 'owner'): Bar[] =>
    rows.map((row) => ({ ...row, to: openDoor({ [field]: row.key }) }))
  return (
    <section className={styles.breakdowns} aria-label="Open now, broken down">
      <div className={styles.stack}>
        <Breakdown
          name="priority"
          total={home.open}
          bars={home.byPriority.map(({ key, count }) => ({
            key,
            count,
            label: priorityWords[key],
            to: openDoor({ priority: key }),
            alarming: key === 'critical',
          }))}
        />
        <Breakdown
          name="status"
          total={home.open}
          bars={home.byStatus.map(({ key, count }) => ({
            key,
            count,
            label: statusWords[key] ?? key,
            to: openDoor({ status: key }),
          }))}
        />
      </div>
      <Breakdown name="type" total={home.open} bars={named(home.byType, 'type')} />
      <Breakdown name="owner" total={home.open} bars={named(home.byOwner, 'owner')} />
      <Breakdown
        name="age"
        total={home.open}
        bars={home.byAge.map(({ key, count }) => ({
          key,
          count,
          label: ageWords[key],
          to: openDoor({ age: key, sort: 'created' }),
          alarming: key === '30+',
        }))}
      />
    </section>
  )
}

function Breakdown({ name, bars, total }: { name: string; bars: Bar[]; total: number }) {
  const top = Math.max(1, ...bars.map(({ count }) => count))
  const shown = bars.slice(0, mostRows)
  const rest = bars.slice(mostRows)
  const others = rest.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles.breakdown}>
      <h2>By {name}</h2>
      <ul>
        {shown.map(({ key, label, count, to, alarming }) => (
          <li key={key}>
            <Go to={to}>
              <span>{label}</span>
              <Meter
                value={count}
                of={top}
                tone={alarming ? 'overdue' : 'bar'}
                label={`${Math.round((count / Math.max(1, total)) * 100)} %`}
              />
              <b className="num">{count.toLocaleString('en-GB')}</b>
            </Go>
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Go className={styles.rest} to={openDoor({ [name]: rest.map(({ key }) => key).join(',') })}>
          and {others.toLocaleString('en-GB')} in {rest.length} more
        </Go>
      )}
      {bars.length === 0 && <p className={styles.none}>Nothing is open.</p>}
    </div>
  )
}
