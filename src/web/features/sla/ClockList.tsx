import { UnstyledButton } from '@mantine/core'
import type { ClockView } from '../../../features/sla/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { TimeTrack } from '../../ui/TimeTrack.tsx'
import { duration, type Risk, toneAt, when } from '../../ui/time.ts'
import { metricName, toneOf } from '../cases/words.ts'
import styles from './ClockList.module.css'
import { inOrder } from './queries.ts'

interface Props {
  clocks: ClockView[]
  /** The clock that is explained; with `onChoose` the others can be. */
  chosen?: string
  onChoose?: (id: string) => void
}

/** Every clock of the case, each with its track on the same scale. Spans only, where nothing can be chosen, so that it may stand inside a button. */
export function ClockList({ clocks, chosen, onChoose }: Props) {
  const now = useNow()
  return (
    <span className={styles.clocks}>
      {inOrder(clocks)
        .filter((clock) => clock.state !== 'cancelled')
        .map((clock) => {
          const tone = clockTone(clock, now)
          const at = clock.metAt ?? clock.dueAt
          const risk = clock.state === 'running' ? tone : undefined
          const line = (
            <>
              <b title={nameOf(clock)}>{nameOf(clock)}</b>
              <TimeTrack
                used={clock.elapsedSeconds / clock.targetSeconds}
                risk={clock.state === 'paused' ? 'waiting' : tone}
                label={`${nameOf(clock)}: ${minutes(clock.elapsedSeconds)} of ${minutes(clock.targetSeconds)} used`}
              />
              <span>{leftOf(clock)}</span>
              {at ? (
                <time dateTime={at} data-pinned={clock.pinned || undefined}>
                  {when(new Date(at), now)}
                </time>
              ) : (
                <span />
              )}
            </>
          )
          return onChoose ? (
            <UnstyledButton
              key={clock.id}
              className={styles.clock!}
              data-risk={risk}
              aria-pressed={clock.id === chosen}
              onClick={() => onChoose(clock.id)}
            >
              {line}
            </UnstyledButton>
          ) : (
            <span key={clock.id} className={styles.clock} data-risk={risk}>
              {line}
            </span>
          )
        })}
      {clocks.some(({ state, pinned }) => state === 'running' && !pinned) && (
        <span className={styles.caption}>Left and over as each clock counts, its closed hours left out</span>
      )}
    </span>
  )
}

/** As the bar and the lists colour it. */
export const clockTone = ({ state, dueAt, risk }: Pick<ClockView, 'state' | 'dueAt' | 'risk'>, now: Date): Risk =>
  state === 'running' && dueAt ? toneAt(new Date(dueAt), now, toneOf(risk)) : toneOf(risk)

const nameOf = ({ metric, milestone }: ClockView): string => milestone?.name ?? metricName(metric)

const minutes = (seconds: number) => duration(seconds / 60)

/** What a clock says in words: time left, time over, that it rests, or that it was kept. */
function leftOf({ state, targetSeconds, elapsedSeconds, pinned }: ClockView): string {
  if (state === 'met') return elapsedSeconds > targetSeconds ? 'met late' : `met in ${minutes(elapsedSeconds)}`
  if (state === 'paused') return 'paused'
  if (pinned) return 'set by hand'
  const left = targetSeconds - elapsedSeconds
  return left < 0 ? `${minutes(-left)} over` : `${minutes(left)} left`
}
