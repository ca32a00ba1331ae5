import type { ClockView } from '../../../features/sla/contract.ts'
import { duration } from '../../ui/time.ts'
import { metricName } from '../cases/words.ts'

/** Longer ahead, a countdown names the day instead of hours. */
const countdownMinutes = 720

/**
 * What stands behind the countdown of a clock: whose it is, and which time is meant. The countdown goes by the wall
 * clock; what a clock on business hours has left or over is told as well, as the list of clocks tells it.
 */
export function behindCountdown(
  clock: Pick<ClockView, 'metric' | 'state' | 'dueAt' | 'pinned' | 'targetSeconds' | 'elapsedSeconds'>,
  time: 'business' | 'calendar' | undefined,
  now: Date,
): string {
  const name = `the ${metricName(clock.metric).toLowerCase()} clock`
  if (clock.pinned) return `on ${name}, set by hand.`
  const target = duration(clock.targetSeconds / 60)
  if (clock.state !== 'running' || !clock.dueAt) return `on ${name} of ${target}${time ? ` ${time} time` : ''}.`
  const minutes = (Date.parse(clock.dueAt) - now.getTime()) / 60_000
  const counts = minutes < countdownMinutes
  const left = (clock.targetSeconds - clock.elapsedSeconds) / 60
  const business = time === 'business' ? duration(Math.abs(left)) : null
  if (!counts) return `on ${name} of ${target}${business ? `, ${business} of business time left` : ''}.`
  return `by the wall clock${business ? `, ${business} of it business time,` : ''} on ${name} of ${target}.`
}
