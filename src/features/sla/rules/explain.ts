import type { Risk } from '../../../platform/shapes.ts'
import type { Calendar, ClosedDay } from '../../calendars/contract.ts'
import { holidaysBetween, workedSeconds } from '../../calendars/rules.ts'
import type { Letter } from '../contract/letters.ts'
import type { StepView, TargetStep } from '../contract/steps.ts'
import type { ClockView, Explanation } from '../contract.ts'
import { type CalendarBook, type Clock, elapsedSeconds, hoursOf } from './clock.ts'
import { levelReached, nextStep } from './steps.ts'
import { summaryOf } from './summary.ts'
import { idIn } from './told.ts'
import { trackOf } from './track.ts'

export interface ExplanationSources {
  policyName: string
  /** The calendar that counts now, for its name. */
  calendar: (Pick<Calendar, 'name' | 'timeZone'> & { zoneData: string | null }) | null
  calendars: CalendarBook
  /** Whose days a clock is drawn in that counts every hour. */
  timeZone: string
  /** The steps as the policy of the clock has them, and what the people and teams in them are called. */
  steps: readonly TargetStep[]
  nameOf: (id: string) => string | null
  pin: Explanation['pin']
  letter: Letter | null
  conditions: Explanation['conditions']
}

/** What a person asks of a clock: by which policy and calendar, from when, what did not count and why, what is left. */
export function explain(
  clock: Clock,
  { policyName, calendar, calendars, timeZone, steps, nameOf, pin, letter, conditions }: ExplanationSources,
  risk: Risk | null,
  now: number,
): Explanation {
  const { metric, cycle, state, priority, targetSeconds, noDueBecause } = clock
  const stretch = clock.stretches.at(-1)!
  const elapsed = elapsedSeconds(clock, now, calendars)
  const until = Math.max(clock.startedAt, clock.endedAt ?? clock.dueAt ?? now)
  const ref = stretch.calendar
  const views = stepViews(clock, steps, nameOf)
  const next = nextOf(clock, now)
  const told: Omit<Explanation, 'summary'> = {
    metric,
    milestone: milestoneOf(clock),
    cycle,
    state,
    risk,
    policy: { id: clock.policyId, name: policyName, version: clock.policyVersion },
    conditions,
    priority,
    time: ref === null ? 'calendar' : 'business',
    calendar: ref && calendar ? { id: ref.id, version: ref.version, because: ref.because, ...calendar } : null,
    start: { at: instantText(clock.startedAt), because: clock.startedBecause },
    pauses: clock.pauses.map(({ from, to, because }) => ({
      from: instantText(from),
      to: textOrNull(to),
      because,
      seconds: ownTime(clock, from, to ?? now, calendars),
    })),
    holidaysSkipped: holidaysOf(clock, until, calendars),
    targetSeconds,
    elapsedSeconds: elapsed,
    leftSeconds: leftSeconds(clock, elapsed, now, calendars),
    dueAt: textOrNull(clock.dueAt),
    noDueBecause,
    pinned: clock.pinnedDueAt !== null,
    pin: clock.pinnedDueAt === null ? null : pin,
    track: trackOf(clock, calendars, timeZone, now),
    breachedAt: textOrNull(clock.breachedAt),
    metAt: textOrNull(clock.metAt),
    fulfilled: clock.metAt !== null && clock.endedBecause ? { because: clock.endedBecause, letter } : null,
    steps: views,
    next: { ...next, step: views.find(({ state, at }) => state === 'pending' && at === next.at) ?? null },
    log: clock.log.map((entry) => ({
      ...entry,
      at: instantText(entry.at),
      noticedAt: instantText(entry.noticedAt),
      dueBefore: textOrNull(entry.dueBefore),
      dueAfter: textOrNull(entry.dueAfter),
    })),
  }
  return { ...told, summary: summaryOf(told, timeZone) }
}

/** A clock as the API shows it. */
export function viewOf(id: string, clock: Clock, calendars: CalendarBook, risk: Risk | null, now: number): ClockView {
  return {
    id,
    metric: clock.metric,
    milestone: milestoneOf(clock),
    cycle: clock.cycle,
    state: clock.state,
    startedAt: instantText(clock.startedAt),
    dueAt: textOrNull(clock.dueAt),
    atRiskAt: textOrNull(clock.atRiskAt),
    pinned: clock.pinnedDueAt !== null,
    targetSeconds: countedTo(clock, calendars),
    elapsedSeconds: elapsedSeconds(clock, now, calendars),
    breachedAt: textOrNull(clock.breachedAt),
    metAt: textOrNull(clock.metAt),
    risk,
    escalationLevel: levelReached(clock),
    nextStep: comingStep(clock),
    policyId: clock.policyId,
    policyVersion: clock.policyVersion,
  }
}

/** Seconds of its own time from start to due: the target, or what lies before a due date set by hand; at least one. */
function countedTo(clock: Clock, calendars: CalendarBook): number {
  const { pinnedDueAt } = clock
  return pinnedDueAt === null ? clock.targetSeconds : Math.max(1, elapsedSeconds(clock, pinnedDueAt, calendars))
}

/** Negative once the due instant is passed; a pinned clock has what lies open before its pinned instant. */
function leftSeconds(clock: Clock, elapsed: number, now: number, calendars: CalendarBook): number {
  if (clock.pinnedDueAt === null) return round(clock.targetSeconds - elapsed)
  const until = clock.endedAt ?? now
  const pinned = clock.pinnedDueAt
  return pinned >= until ? ownTime(clock, until, pinned, calendars) : -ownTime(clock, pinned, until, calendars)
}

/** Seconds of the clock's own calendar between two instants, pauses aside. */
function ownTime(clock: Clock, from: number, to: number, calendars: CalendarBook): number {
  return round(
    clock.stretches.reduce((sum, stretch, i) => {
      const next = clock.stretches[i + 1]?.from ?? Number.POSITIVE_INFINITY
      return sum + workedSeconds(hoursOf(stretch, calendars), Math.max(from, stretch.from), Math.min(to, next))
    }, 0),
  )
}

function holidaysOf(clock: Clock, until: number, calendars: CalendarBook): ClosedDay[] {
  const days = clock.stretches.flatMap((stretch, i) => {
    const to = Math.min(until, clock.stretches[i + 1]?.from ?? until)
    return to < stretch.from ? [] : holidaysBetween(hoursOf(stretch, calendars), stretch.from, to)
  })
  return [...new Map(days.map((day) => [day.date, day])).values()]
}

function nextOf(clock: Clock, now: number): Pick<Explanation['next'], 'code' | 'at'> {
  const { dueAt, atRiskAt } = clock
  const overdue = dueAt !== null && dueAt < now
  if (clock.endedAt !== null) return { code: 'finished', at: null }
  if (clock.state === 'paused') return { code: overdue ? 'overdue' : 'waits_for_resume', at: null }
  const step = nextStep(clock)
  const coming: { code: Explanation['next']['code']; at: number }[] = [
    ...(atRiskAt !== null && atRiskAt > now ? [{ code: 'at_risk' as const, at: atRiskAt }] : []),
    ...(dueAt !== null && !overdue ? [{ code: 'due' as const, at: dueAt }] : []),
    ...(step?.at ? [{ code: step.level === 0 ? ('warning' as const) : ('escalation' as const), at: step.at }] : []),
  ]
  const [first] = coming.sort((a, b) => a.at - b.at)
  if (first) return { code: first.code, at: instantText(first.at) }
  return { code: overdue ? 'overdue' : 'never_due', at: null }
}

const milestoneOf = ({ milestone }: Clock) => milestone && { key: milestone.key, name: milestone.name }

function comingStep(clock: Clock): ClockView['nextStep'] {
  const step = nextStep(clock)
  return step?.at ? { key: step.key, level: step.level, at: instantText(step.at) } : null
}

/** Each step of a clock with what became of it, in the order of their instants; those that nobody can date come last. */
function stepViews(clock: Clock, steps: readonly TargetStep[], nameOf: (id: string) => string | null): StepView[] {
  const inOrder = [...clock.steps].sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
  return inOrder.map(({ key, level, when, at, takenAt }) => {
    const agreed = steps.find((step) => step.key === key)
    return {
      key,
      level,
      when,
      people: (agreed?.people ?? []).map((each) => ({ who: each.who, name: nameOf(idIn(each) ?? '') })),
      mail: agreed?.mail ?? false,
      change: agreed?.change ?? {},
      state: takenAt !== null ? 'taken' : clock.endedAt !== null ? 'cancelled' : at === null ? 'held' : 'pending',
      at: textOrNull(at),
      takenAt: textOrNull(takenAt),
    }
  })
}

function instantText(instant: number): string {
  return new Date(instant).toISOString()
}

function textOrNull(instant: number | null): string | null {
  return instant === null ? null : instantText(instant)
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
