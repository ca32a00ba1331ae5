import type { Status } from '../../../platform/shapes.ts'
import type { ChangeKind, Metric, Reason } from '../contract.ts'
import { type CalendarBook, type Clock, type ClockChange, countBy, endPause, isLive } from './clock.ts'
import { setDue } from './due.ts'
import { type CaseTime, pausesSince, reason, statusOf } from './history.ts'
import { stepsDue, stepsFrom } from './steps.ts'
import { type AgreedTarget, stepsOf, targetOf } from './terms.ts'

/** One event at work: the case being changed, the instant, and the changes made so far. */
export interface Work {
  time: CaseTime
  at: number
  calendars: CalendarBook
  changes: ClockChange[]
}

export function liveClock(time: CaseTime, metric: Metric, milestone: string | null = null): Clock | undefined {
  const clock = lastClock(time, metric, milestone)
  return clock && isLive(clock) ? clock : time.clocks.findLast((each) => isOf(each, metric, milestone) && isLive(each))
}

export function lastClock(time: CaseTime, metric: Metric, milestone: string | null = null): Clock | undefined {
  return time.clocks.findLast((clock) => isOf(clock, metric, milestone))
}

const isOf = (clock: Clock, metric: Metric, milestone: string | null) =>
  clock.metric === metric && (clock.milestone?.key ?? null) === milestone

/** Starts the next cycle of a metric at `startedAt`, which may lie in the past; nothing without a target for it. */
export function start(
  work: Work,
  metric: Metric,
  startedAt: number,
  because: Reason,
  milestone: NonNullable<Clock['milestone']> | null = null,
): void {
  const { time, at, calendars } = work
  const target = targetOf(time.terms, metric, milestone?.key ?? null)
  if (!time.terms || !target) return
  const pausesIn = pausingStatuses(metric, target)
  const clock: Clock = {
    metric,
    milestone: milestone && { key: milestone.key, name: milestone.name, since: milestone.since },
    cycle: (lastClock(time, metric, milestone?.key ?? null)?.cycle ?? 0) + 1,
    state: 'running',
    startedAt,
    startedBecause: because,
    targetSeconds: target.seconds,
    pausesIn,
    policyId: time.terms.policyId,
    policyVersion: time.terms.policyVersion,
    priority: time.terms.priority,
    stretches: [{ from: startedAt, calendar: target.calendar }],
    pauses: pausesSince(time, startedAt, pausesIn),
    dueAt: null,
    noDueBecause: null,
    atRiskAt: null,
    steps: stepsFrom(stepsOf(target), []),
    pinnedDueAt: null,
    dueSetAt: at,
    elapsedSeconds: 0,
    elapsedAt: at,
    breachedAt: null,
    metAt: null,
    endedAt: null,
    endedBecause: null,
    log: [],
  }
  if (clock.pauses.at(-1)?.to === null) clock.state = 'paused'
  time.clocks.push(clock)
  setDue(clock, at, calendars)
  note(work, clock, 'clock.started', because, null)
}

/** Ends a clock as fulfilled at `metAt`; exactly at the limit is in time. */
export function meet(work: Work, clock: Clock, metAt: number, because: Reason): void {
  if (!isLive(clock)) return
  noticePast(work, clock, metAt)
  end(work, clock, metAt)
  clock.state = 'met'
  clock.metAt = metAt
  clock.endedBecause = because
  note(work, clock, 'clock.met', because, clock.dueAt)
}

export function cancel(work: Work, clock: Clock, because: Reason): void {
  if (!isLive(clock)) return
  end(work, clock, work.at)
  clock.state = 'cancelled'
  clock.endedBecause = because
  note(work, clock, 'clock.cancelled', because, clock.dueAt)
}

/** Takes back the end of a clock. What lies between counts, unless `paused` names why it does not. */
export function resume(work: Work, clock: Clock, because: Reason, paused: Reason | null): void {
  const dueBefore = clock.dueAt
  if (paused && clock.endedAt !== null) addPause(clock, clock.endedAt, work.at, paused)
  clock.state = 'running'
  clock.metAt = null
  clock.endedAt = null
  clock.endedBecause = null
  agreeAnew(work, clock)
  followStatus(work, clock)
  setDue(clock, work.at, work.calendars)
  note(work, clock, 'clock.resumed', because, dueBefore)
}

/** Pauses or resumes a live clock as the status of the case demands; says so only when its state turns. */
export function followStatus(work: Work, clock: Clock, say = false): void {
  if (!isLive(clock)) return
  const status = statusOf(work.time)
  const pauses = clock.pausesIn.includes(status)
  const open = clock.pauses.at(-1)
  const dueBefore = clock.dueAt
  if (pauses && open?.to === null && open.because.params.status === status) return
  if (!pauses && clock.state === 'running') return
  const wasPaused = clock.state === 'paused'
  endPause(clock, work.at)
  const because = reason('status', { status })
  if (pauses) clock.pauses.push({ from: Math.max(work.at, clock.startedAt), to: null, because })
  clock.state = pauses ? 'paused' : 'running'
  setDue(clock, work.at, work.calendars)
  if (say && wasPaused !== pauses) note(work, clock, pauses ? 'clock.paused' : 'clock.resumed', because, dueBefore)
}

/** Measures a live clock by the terms that hold now: what elapsed stays, the due instant moves. */
export function retarget(work: Work, clock: Clock, because: Reason): void {
  const dueBefore = clock.dueAt
  const before = `${clock.targetSeconds} ${clock.policyVersion} ${clock.policyId} ${clock.priority}`
  if (!agreeAnew(work, clock)) {
    cancel(work, clock, reason('no_target', because.params))
    return
  }
  followStatus(work, clock, true)
  setDue(clock, work.at, work.calendars)
  const after = `${clock.targetSeconds} ${clock.policyVersion} ${clock.policyId} ${clock.priority}`
  if (dueBefore !== clock.dueAt || before !== after) note(work, clock, 'clock.retargeted', because, dueBefore)
}

/** Moves the start of a live clock, whose pauses are then those that it would have had. */
export function restart(work: Work, clock: Clock, startedAt: number, started: Reason, because: Reason): void {
  const dueBefore = clock.dueAt
  clock.startedAt = startedAt
  clock.startedBecause = started
  clock.stretches = clock.stretches.filter((_, i, all) => i === all.length - 1 || all[i + 1]!.from > startedAt)
  clock.stretches[0]!.from = startedAt
  clock.pauses = pausesSince(work.time, startedAt, clock.pausesIn)
  setDue(clock, work.at, work.calendars)
  note(work, clock, 'clock.retargeted', because, dueBefore)
}

/**
 * Records what a running clock has passed by `now`: its breach and its steps, each dated by its own instant, or by the
 * change that moved it there.
 */
export function noticePast(work: Work, clock: Clock, now: number): void {
  for (const step of stepsDue(clock, now)) {
    if (clock.dueAt !== null && step.at! >= clock.dueAt) noticeBreach(work, clock, now)
    step.takenAt = Math.max(step.at!, clock.dueSetAt)
    const because = reason('step_due', { step: step.key, level: step.level })
    note(
      work,
      clock,
      step.level === 0 ? 'clock.warned' : 'clock.escalated',
      because,
      clock.dueAt,
      step.takenAt,
      step.key,
    )
  }
  noticeBreach(work, clock, now)
}

function noticeBreach(work: Work, clock: Clock, now: number): void {
  if (clock.state !== 'running' || clock.breachedAt !== null || clock.dueAt === null || clock.dueAt >= now) return
  clock.breachedAt = Math.max(clock.dueAt, clock.dueSetAt)
  note(work, clock, 'clock.breached', reason('due_passed'), clock.dueAt, clock.breachedAt)
}

export function note(
  { at, changes }: Work,
  clock: Clock,
  kind: ChangeKind,
  because: Reason,
  dueBefore: number | null,
  happenedAt = at,
  step: string | null = null,
): void {
  const entry = { kind, at: happenedAt, noticedAt: at, reason: because, dueBefore, dueAfter: clock.dueAt }
  clock.log.push(entry)
  changes.push({ metric: clock.metric, milestone: clock.milestone?.key ?? null, cycle: clock.cycle, step, ...entry })
}

/** In which statuses a metric stands still: defined by the metric, or agreed where that is left open. */
export function pausingStatuses(metric: Metric, { pausesIn }: AgreedTarget): readonly Status[] {
  if (metric === 'customer_wait') return ['pending', 'resolved', 'closed']
  if (metric === 'agent_work') return ['pending', 'on_hold', 'resolved', 'closed']
  if (metric === 'resolution') return ['resolved', 'closed']
  if (metric === 'team_ownership' || metric === 'milestone') return [...pausesIn, 'resolved', 'closed']
  if (metric === 'periodic_update') return pausesIn.filter((status) => status === 'pending')
  return []
}

/** False when the terms in force say nothing of the metric. */
function agreeAnew({ time, at }: Work, clock: Clock): boolean {
  const target = targetOf(time.terms, clock.metric, clock.milestone?.key ?? null)
  if (!time.terms || !target) return false
  clock.targetSeconds = target.seconds
  clock.pausesIn = pausingStatuses(clock.metric, target)
  clock.policyId = time.terms.policyId
  clock.policyVersion = time.terms.policyVersion
  clock.priority = time.terms.priority
  clock.steps = stepsFrom(stepsOf(target), clock.steps)
  countBy(clock, target, at)
  return true
}

function end({ calendars }: Work, clock: Clock, at: number): void {
  endPause(clock, at)
  const { dueAt, noDueBecause, atRiskAt, dueSetAt, steps } = clock
  clock.endedAt = at
  clock.steps = []
  setDue(clock, at, calendars)
  // A finished clock keeps the due instant it was measured by, and the steps that it took or left.
  Object.assign(clock, { dueAt, noDueBecause, atRiskAt, dueSetAt, steps })
}

function addPause(clock: Clock, from: number, to: number, because: Reason): void {
  const last = clock.pauses.at(-1)
  if (last && last.to === from && last.because.params.status === because.params.status) last.to = to
  else if (to > from) clock.pauses.push({ from, to, because })
}
