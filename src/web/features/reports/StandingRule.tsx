import type { Home } from '../../../features/reports/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { ago, duration, minutesUntil, type Risk, when } from '../../ui/time.ts'
import { door } from './doors.ts'
import styles from './StandingRule.module.css'

interface Share {
  risk: Risk
  name: string
  count: number
  note: string | null
  to: string
}

/** How the open cases stand, as one rule to scale, and the same in words. */
export function StandingRule({ home }: { home: Home }) {
  const shares = sharesOf(home, useNow())
  return (
    <section className={styles.standing} aria-label={`${home.open} open cases by standing`}>
      <div className={styles.rule} aria-hidden>
        {shares
          .filter(({ count }) => count > 0)
          .map(({ risk, count }) => (
            <i key={risk} data-risk={risk} style={{ flexGrow: count }} />
          ))}
      </div>
      <ul>
        {shares.map(({ risk, count, name, note, to }) => (
          <li key={risk}>
            <Go to={to} data-risk={count > 0 ? risk : undefined}>
              <i aria-hidden data-risk={risk} />
              <b className="num">{count.toLocaleString('en-GB')}</b> {name}
              {note && <span>, {note}</span>}
            </Go>
          </li>
        ))}
      </ul>
    </section>
  )
}

function sharesOf({ late, atRisk, onTrack, waiting }: Home, now: Date): Share[] {
  const lengthTo = (at: string) => duration(Math.abs(minutesUntil(new Date(at), now)))
  return [
    {
      risk: 'overdue',
      name: 'late',
      count: late.count,
      note: lateWords(late, (at) => ago(new Date(at), now)),
      to: door({ due: 'overdue', sort: 'due' }),
    },
    {
      risk: 'risk',
      name: 'at risk',
      count: atRisk.count,
      note: atRisk.nextDueAt && `next in ${lengthTo(atRisk.nextDueAt)}`,
      to: door({ due: 'at_risk', sort: 'due' }),
    },
    {
      risk: 'ok',
      name: 'on track',
      count: onTrack.count,
      note: onTrack.nextDueAt && `next due ${when(new Date(onTrack.nextDueAt), now)}`,
      to: door({ due: 'on_track', sort: 'due' }),
    },
    {
      risk: 'waiting',
      name: 'waiting',
      count: waiting.count,
      note: `${waiting.forCustomer} for the customer`,
      to: door({ due: 'waiting', sort: '-updated' }),
    },
  ]
}

/** A case is late by whatever was due first; that of a clock weighs more, so it is told apart. */
function lateWords({ count, byClock, oldestDueAt }: Home['late'], since: (at: string) => string): string | null {
  if (count === 0) return null
  const by = byClock === 0 ? 'none by a clock' : byClock === count ? 'by a clock' : `${byClock} of them by a clock`
  return oldestDueAt ? `${by}, the oldest ${since(oldestDueAt)}` : by
}
