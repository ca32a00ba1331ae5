import type { ReactNode } from 'react'
import type { Home } from '../../../features/reports/contract.ts'
import { useMe } from '../../app/session.ts'
import { Go } from '../../ui/Go.tsx'
import { door, openDoor } from './doors.ts'
import styles from './HomeScreen.module.css'

type Tone = 'ok' | 'overdue'

/** The flow of the day beside the stock, and what should be zero. */
export function Figures({ home }: { home: Home }) {
  const mayReadPolicies = useMe().rights.includes('settings.read')
  const { today, kept7Days: kept, unowned, queued, breached, escalated } = home
  return (
    <ul className={styles.flow}>
      <Figure
        name="Unowned"
        value={unowned}
        to={openDoor({ owner: 'none' })}
        tone={unowned === 0 ? 'ok' : undefined}
        note={queued > 0 ? `${queued} in a queue, being routed` : 'expected 0'}
      />
      <Figure
        name="Breached"
        value={breached}
        to={door({ due: 'breached', sort: 'due' })}
        tone={breached === 0 ? 'ok' : 'overdue'}
        note={
          escalated > 0 ? (
            <>
              open: a clock is past its limit, or was; <Go to="/escalated">{escalated} escalated</Go>
            </>
          ) : (
            'open: a clock is past its limit, or was'
          )
        }
      />
      <Figure
        name="In today"
        value={today.opened + today.reopened}
        to={door({ came: 'today', sort: '-created' })}
        note={`${today.opened} new, ${today.reopened} reopened`}
      />
      <Figure
        name="Out today"
        value={today.resolved}
        to={door({ went: 'today', sort: '-updated' })}
        note={`${today.resolvedAtFirstContact} at first contact`}
      />
      <Figure
        name="Kept, 7 days"
        value={kept.finished === 0 ? 'none yet' : `${percent(kept.met / kept.finished)} %`}
        to={kept.finished === 0 ? undefined : door({ clocks: 'finished', sort: '-updated' })}
        note={
          kept.finished === 0 ? (
            'no clock has finished'
          ) : (
            <>
              {kept.met} of {kept.finished} clocks
              {kept.met < kept.finished && (
                <>
                  , <Go to={door({ clocks: 'late', sort: '-updated' })}>{kept.finished - kept.met} late</Go>
                </>
              )}
              {mayReadPolicies && (
                <>
                  ; <Go to="/studio/sla?of=attainment">by policy</Go>
                </>
              )}
            </>
          )
        }
      />
    </ul>
  )
}

interface FigureProps {
  name: string
  value: number | string
  note: ReactNode
  to?: string | undefined
  tone?: Tone | undefined
}

function Figure({ name, value, note, to, tone }: FigureProps) {
  const said = typeof value === 'number' ? value.toLocaleString('en-GB') : value
  const figure = (
    <span
      className={styles.figure}
      data-tone={tone}
      data-words={(typeof value === 'string' && !/\d/.test(value)) || undefined}
    >
      {said}
    </span>
  )
  return (
    <li>
      <h2>{name}</h2>
      {to ? (
        <Go to={to} aria-label={`${name}: ${said}`}>
          {figure}
        </Go>
      ) : (
        figure
      )}
      <p>{note}</p>
    </li>
  )
}

const percent = (share: number): string => (share === 1 ? '100' : (Math.floor(share * 1000) / 10).toFixed(1))
