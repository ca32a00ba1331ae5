import type { ClockView } from '../../../features/sla/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { TimeTrack } from '../../ui/TimeTrack.tsx'
import { duration, when } from '../../ui/time.ts'
import { metricName, toneOf } from '../cases/words.ts'
import styles from './ClockList.module.css'
import { inOrder } from './queries.ts'

/** Every clock of the case, each with its track on the same scale. Spans only, so it may stand inside a button. */
export function ClockList({ clocks }: { clocks: ClockView[] }) {
  const now = useNow()
  return (
    <span className={styles.clocks}>
      {inOrder(clocks)
        .filter((clock) => clock.state !== 'cancelled')
        .map((clock) => {
          const tone = toneOf(clock.risk)
          const at = clock.metAt ?? clock.dueAt
          return (
            <span key={clock.id} className={styles.clock} data-risk={clock.state === 'running' ? tone : undefined}>
              <b>{metricName(clock.metric)}</b>
              <TimeTrack
                used={clock.elapsedSeconds / clock.targetSeconds}
                risk={clock.state === 'paused' ? 'waiting' : tone}
                label={`${metricName(clock.metric)}: ${minutes(clock.elapsedSeconds)} of ${minutes(clock.targetSeconds)} used`}
              />
              <span>{leftOf(clock)}</span>
              {at ? <time dateTime={at}>{when(new Date(at), now)}</time> : <span />}
            </span>
          )
        })}
    </span>
  )
}

const minutes = (seconds: number) => duration(seconds / 60)

/** What a clock says in words: time left, time over, that it rests, or that it was kept. */
function leftOf({ state, targetSeconds, elapsedSeconds }: ClockView): string {
  if (state === 'met') return elapsedSeconds > targetSeconds ? 'met late' : `met in ${minutes(elapsedSeconds)}`
  if (state === 'paused') return 'paused'
  const left = targetSeconds - elapsedSeconds
  return left < 0 ? `${minutes(-left)} over` : `${minutes(left)} left`
}
