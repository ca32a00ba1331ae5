import type { Status } from '../../../platform/shapes.ts'
import type { ChangeKind, Metric, Reason } from '../contract.ts'
import { type CalendarBook, type Clock, type ClockChange, countBy, endPause, isLive, setDue } from './clock.ts'
import { type CaseTime, pausesSince, reason, statusOf } from './history.ts'
import type { AgreedTarget } from './terms.ts'

/** One event at work: the case being changed, the instant, and the changes made so far. */
export interface Work {
  time: CaseTime
  at: number
  calendars: CalendarBook
  changes: ClockChange[]
}

export function liveClock(time: CaseTime, metric: Metric): Clock | undefined {
  return time.clocks.findLast((clock) => clock.metric === metric && isLive(clock))
}

export function lastClock(time: CaseTime, metric: Metric): Clock | undefined {
  return time.clocks.findLast((clock) => clock.metric === metric)
}

/** Starts the next cycle of a metric at `startedAt`, which may lie in the past; nothing without a target for it. */
export function start(work: Work, metric: Metric, startedAt: number, because: Reason): Clock | undefined {
  const { time, at, calendars } = work
  const target = time.terms?.targets[metric]
  if (!time.terms || !target) return undefined
  const pausesIn = pausingStatuses(metric, target)
  const clock: Clock = {
    metric,
    cycle: (lastClock(time, metric)?.cycle ?? 0) + 1,
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
  return clock
}

/** Ends a clock as fulfilled at `metAt`; exactly at the limit is in time. */
export function meet(work: Work, clock: Clock, metAt: number, because: Reason): void {
  if (!isLive(clock)) return
  breachIfPast(work, clock, metAt)
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

/** Moves the start of a live clock of a metric that never pauses. */
export function restart(work: Work, clock: Clock, startedAt: number, started: Reason, because: Reason): void {
  const dueBefore = clock.dueAt
  clock.startedAt = startedAt
  clock.startedBecause = started
  clock.stretches = clock.stretches.filter((_, i, all) => i === all.length - 1 || all[i + 1]!.from > startedAt)
  clock.stretches[0]!.from = startedAt
  setDue(clock, work.at, work.calendars)
  note(work, clock, 'clock.retargeted', because, dueBefore)
}

/** Records a breach when a running clock was due before `now`: dated by its due instant, or by the change that moved it. */
export function breachIfPast(work: Work, clock: Clock, now: number): void {
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
): void {
  const entry = { kind, at: happenedAt, noticedAt: at, reason: because, dueBefore, dueAfter: clock.dueAt }
  clock.log.push(entry)
  changes.push({ metric: clock.metric, cycle: clock.cycle, ...entry })
}

/** In which statuses a metric stands still: defined by the metric, or agreed where that is left open. */
export function pausingStatuses(metric: Metric, { pausesIn }: AgreedTarget): readonly Status[] {
  if (metric === 'customer_wait') return ['pending', 'resolved', 'closed']
  if (metric === 'agent_work') return ['pending', 'on_hold', 'resolved', 'closed']
  if (metric === 'resolution') return ['resolved', 'closed']
  if (metric === 'team_ownership') return [...pausesIn, 'resolved', 'closed']
  if (metric === 'periodic_update') return pausesIn.filter((status) => status === 'pending')
  return []
}

/** False when the terms in force say nothing of the metric. */
function agreeAnew({ time, at }: Work, clock: Clock): boolean {
  const target = time.terms?.targets[clock.metric]
  if (!time.terms || !target) return false
  clock.targetSeconds = target.seconds
  clock.pausesIn = pausingStatuses(clock.metric, target)
  clock.policyId = time.terms.policyId
  clock.policyVersion = time.terms.policyVersion
  clock.priority = time.terms.priority
  countBy(clock, target, at)
  return true
}

function end({ calendars }: Work, clock: Clock, at: number): void {
  endPause(clock, at)
  const { dueAt, noDueBecause, atRiskAt, dueSetAt } = clock
  clock.endedAt = at
  setDue(clock, at, calendars)
  // A finished clock keeps the due instant it was measured by.
  Object.assign(clock, { dueAt, noDueBecause, atRiskAt, dueSetAt })
}

function addPause(clock: Clock, from: number, to: number, because: Reason): void {
  const last = clock.pauses.at(-1)
  if (last && last.to === from && last.because.params.status === because.params.status) last.to = to
  else if (to > from) clock.pauses.push({ from, to, because })
}
