import type { ClockEffect } from '../../../features/sla/contract/policies.ts'
import { useNow } from '../../ui/clock.ts'
import { Meter } from '../../ui/Meter.tsx'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { dayAndTime } from '../../ui/time.ts'
import { effectNotes, effectWords, lookedAt } from './effectWords.ts'
import { metricName } from './metrics.ts'
import styles from './policies.module.css'
import type { Effect } from './useEffectOnOpen.ts'

interface Props {
  effect: Effect | null
  problem: string | null
  onCountAll: () => void
  /** How many clocks are named. */
  most?: number
}

/** What saving for open cases too would do to their clocks, counted by the engine that would do it. */
export function EffectOnOpen({ effect, problem, onCountAll, most = 12 }: Props) {
  return (
    <div role="status" aria-busy={effect?.state === 'counting'}>
      {problem && <p className={studio.problem}>{problem}</p>}
      {effect && (
        <>
          <p className={styles.sum} data-tone={effect.breached > 0 ? 'overdue' : undefined}>
            {effectWords(effect)}
          </p>
          <p className={studio.sub}>{lookedAt(effect)}</p>
          {effect.state !== 'done' && <Meter value={effect.cases} of={effect.open} label={lookedAt(effect)} />}
          {effect.state === 'stopped' && (
            <button type="button" className={styles.more} onClick={onCountAll}>
              Count the others too
            </button>
          )}
          <ul className={styles.effects}>
            {effect.sample.slice(0, most).map((each) => (
              <Line
                key={`${each.caseId} ${each.metric} ${each.milestone} ${each.dueAfter} ${each.dueBefore}`}
                effect={each}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Line({ effect }: { effect: ClockEffect }) {
  const { number, subject, metric, milestone, priority, kind, dueBefore, dueAfter, breached } = effect
  const notes = effectNotes(effect)
  const now = useNow()
  const told = (at: string | null) => (at ? dayAndTime(new Date(at), now) : 'no due date')
  return (
    <li data-breached={breached || undefined}>
      <Lead to={`/cases/${number}`} strong>
        {number}
      </Lead>{' '}
      <span title={subject}>{milestone ?? metricName(metric)}</span>
      <small>
        {priority},{' '}
        {kind === 'ended'
          ? `${told(dueBefore)}, ends`
          : kind === 'started'
            ? `starts, due ${told(dueAfter)}`
            : kind === 'stays'
              ? `due ${told(dueAfter)} as before`
              : `${told(dueBefore)} → ${told(dueAfter)}`}
        {notes && `; ${notes}`}
      </small>
    </li>
  )
}
