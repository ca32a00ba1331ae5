import type { Status } from '../../../platform/shapes.ts'
import type { NoDueReason, OpeningHours } from '../../calendars/contract.ts'
import { type Due, dueAt, type Pause, workedSeconds } from '../../calendars/rules.ts'
import type { StepWhen } from '../contract/steps.ts'
import type { ChangeKind, ClockState, Metric, Reason } from '../contract.ts'
import { type AgreedTarget, type CalendarRef, keyOfCalendar, type Terms } from './terms.ts'

/** Opening hours by calendar and version, as they were when an event referred to them. */
export type CalendarBook = (calendar: CalendarRef) => OpeningHours

export interface ClockPause {
  from: number
  to: number | null
  because: Reason
}

/** From `from` on, elapsed time is counted by this calendar (null: every second counts). */
export interface Stretch {
  from: number
  calendar: AgreedTarget['calendar']
}

export interface ClockLogEntry {
  kind: ChangeKind
  at: number
  noticedAt: number
  reason: Reason
  dueBefore: number | null
  dueAfter: number | null
}

/** A warning or an escalation level of one clock, in its present cycle. Instants are epoch ms. */
export interface ClockStep {
  key: string
  level: number
  when: StepWhen
  /** Its own instant; null while the clock stands still, or where it has no due instant. */
  at: number | null
  takenAt: number | null
}

/** One promise about one case. `state` and `breachedAt` are independent facts. Instants are epoch ms. */
export interface Clock {
  metric: Metric
  /** Which milestone it measures, and since when its condition holds; null for every other metric. */
  milestone: { key: string; name: string; since: number } | null
  cycle: number
  state: ClockState
  startedAt: number
  startedBecause: Reason
  targetSeconds: number
  pausesIn: readonly Status[]
  policyId: string
  policyVersion: number
  priority: Terms['priority']
  stretches: Stretch[]
  pauses: ClockPause[]
  dueAt: number | null
  noDueBecause: NoDueReason | null
  /** When 75 % of the target is used, in the clock's own time. */
  atRiskAt: number | null
  /** In the order of the policy. */
  steps: ClockStep[]
  pinnedDueAt: number | null
  /** When the present due instant came to be; a breach is never dated before it. */
  dueSetAt: number
  elapsedSeconds: number
  elapsedAt: number
  breachedAt: number | null
  metAt: number | null
  endedAt: number | null
  endedBecause: Reason | null
  log: ClockLogEntry[]
}

export interface ClockChange extends ClockLogEntry {
  metric: Metric
  milestone: string | null
  cycle: number
  /** The key of the step that was taken. */
  step: string | null
}

/** What tells the clocks of a case apart. */
export const keyOfClock = ({ metric, milestone, cycle }: Pick<Clock, 'metric' | 'milestone' | 'cycle'>): string =>
  milestone === null ? `${metric} ${cycle}` : `${metric} ${milestone.key} ${cycle}`

const alwaysOpen: OpeningHours = {
  timeZone: 'UTC',
  weekly: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
  ),
  holidays: [],
  overrides: {},
}

export function isLive(clock: Clock): boolean {
  return clock.state === 'running' || clock.state === 'paused'
}

/** The hours by which a stretch of a clock is counted. */
export function hoursOf(stretch: Stretch, calendars: CalendarBook): OpeningHours {
  return stretch.calendar === null ? alwaysOpen : calendars(stretch.calendar)
}

/** Seconds of its own time that a clock has used up to `now`; a finished clock stands still. */
export function elapsedSeconds(clock: Clock, now: number, calendars: CalendarBook): number {
  const until = clock.endedAt === null ? now : Math.min(now, clock.endedAt)
  let elapsed = 0
  clock.stretches.forEach((stretch, i) => {
    const to = Math.min(clock.stretches[i + 1]?.from ?? until, until)
    elapsed += workedSeconds(hoursOf(stretch, calendars), stretch.from, to, pausesOf(clock))
  })
  return round(elapsed)
}

/** Makes the calendar of a target hold from `at` on; what elapsed before keeps the calendar it was counted by. */
export function countBy(clock: Clock, target: AgreedTarget, at: number): void {
  const from = Math.max(at, clock.startedAt)
  const last = clock.stretches.at(-1)
  const key = (calendar: AgreedTarget['calendar']) => calendar && keyOfCalendar(calendar)
  const same = last && key(last.calendar) === key(target.calendar)
  if (last && (same || last.from >= from)) last.calendar = target.calendar
  else clock.stretches.push({ from, calendar: target.calendar })
}

/** Closes the open pause, if any. */
export function endPause(clock: Clock, at: number): void {
  const last = clock.pauses.at(-1)
  if (last && last.to === null) last.to = Math.max(at, last.from)
}

/** The instant at which `seconds` of the clock's own time are used. */
export function reach(clock: Clock, seconds: number, calendars: CalendarBook): Due {
  let left = seconds
  const pauses = pausesOf(clock)
  for (const [i, stretch] of clock.stretches.entries()) {
    const hours = hoursOf(stretch, calendars)
    const next = clock.stretches[i + 1]
    if (!next) return dueAt(hours, stretch.from, left, pauses)
    const worked = workedSeconds(hours, stretch.from, next.from, pauses)
    if (worked >= left) return dueAt(hours, stretch.from, left, pauses)
    left = round(left - worked)
  }
  return { due: clock.startedAt }
}

function pausesOf(clock: Clock): Pause[] {
  return clock.pauses.map(({ from, to }) => [from, to])
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
