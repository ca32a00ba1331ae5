import type { StepWhen, TargetStep } from '../contract/steps.ts'
import { type CalendarBook, type Clock, type ClockStep, elapsedSeconds, reach } from './clock.ts'

/** The steps of a target on a clock that may have had them before: what was taken stays taken under its key. */
export function stepsFrom(target: readonly TargetStep[], before: readonly ClockStep[]): ClockStep[] {
  return target.map(({ key, level, when }) => {
    const known = before.find((step) => step.key === key)
    return { key, level, when, at: known?.at ?? null, takenAt: known?.takenAt ?? null }
  })
}

/**
 * Lays out the steps of a clock whose due instant was set at `at`. A step that was taken is armed again when its instant
 * now lies ahead; one whose instant has passed meanwhile stays taken.
 */
export function planSteps(clock: Clock, at: number, calendars: CalendarBook): void {
  for (const step of clock.steps) {
    const planned = clock.state === 'paused' ? null : instantOf(clock, step.when, calendars)
    if (step.takenAt !== null && (planned === null || planned <= at)) continue
    step.at = planned
    step.takenAt = null
  }
}

/** The steps that ask for something by `now`, in the order of their instants. */
export function stepsDue(clock: Clock, now: number): ClockStep[] {
  if (clock.state !== 'running') return []
  return clock.steps
    .filter((step) => wakeOf(clock, step) <= now)
    .sort((a, b) => a.at! - b.at! || a.level - b.level || (a.key < b.key ? -1 : 1))
}

/** The step that is taken next, if that can be known. */
export function nextStep(clock: Clock): ClockStep | undefined {
  if (clock.state !== 'running') return undefined
  return clock.steps
    .filter((step) => Number.isFinite(wakeOf(clock, step)))
    .sort((a, b) => wakeOf(clock, a) - wakeOf(clock, b) || a.level - b.level)[0]
}

/** The next instant at which `time_passed` has something to notice about a clock: a step, or just past its due instant. */
export function wakeAt(clock: Clock): number | null {
  if (clock.state !== 'running') return null
  const breach = clock.breachedAt === null && clock.dueAt !== null ? clock.dueAt + 1 : Number.POSITIVE_INFINITY
  const next = Math.min(breach, ...clock.steps.map((step) => wakeOf(clock, step)))
  return Number.isFinite(next) ? next : null
}

/** When somebody has to look at a step. At the due instant a promise is still kept: what lies there waits a moment. */
function wakeOf({ dueAt }: Pick<Clock, 'dueAt'>, { at, takenAt }: ClockStep): number {
  if (at === null || takenAt !== null) return Number.POSITIVE_INFINITY
  return dueAt !== null && at >= dueAt ? at + 1 : at
}

/** The highest escalation that a clock has reached in its present cycle. */
export const levelReached = ({ steps }: Pick<Clock, 'steps'>): number =>
  steps.reduce((level, step) => (step.takenAt === null ? level : Math.max(level, step.level)), 0)

function instantOf(clock: Clock, when: StepWhen, calendars: CalendarBook): number | null {
  const { dueAt, pinnedDueAt, startedAt, targetSeconds } = clock
  const whole = pinnedDueAt === null ? targetSeconds : elapsedSeconds(clock, pinnedDueAt, calendars)
  const used = (seconds: number) => reach(clock, Math.max(0, seconds), calendars).due
  /** A due date set by hand may lie where its calendar is closed: what comes before it never comes after. */
  const before = (seconds: number) => earlier(used(seconds), pinnedDueAt)
  switch (when.kind) {
    case 'elapsed':
      return used(when.seconds)
    case 'share':
      if (when.percent === 100) return dueAt
      return when.percent < 100 ? before((whole * when.percent) / 100) : used((whole * when.percent) / 100)
    case 'before_due':
      if (when.time === 'target') return before(whole - when.seconds)
      return dueAt === null ? null : Math.max(startedAt, dueAt - when.seconds * 1000)
    case 'after_due':
      if (when.time === 'target' && when.seconds > 0) return used(whole + when.seconds)
      return dueAt === null ? null : dueAt + when.seconds * 1000
  }
}

const earlier = (instant: number | null, limit: number | null) =>
  instant === null || limit === null ? instant : Math.min(instant, limit)
