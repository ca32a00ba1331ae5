import type { Metric } from '../contract.ts'
import { addUtterance, type CaseTime, isFinished, reason, resolutionId, statusOf } from './history.ts'
import { cancel, followStatus, lastClock, liveClock, meet, resume, start, type Work } from './ledger.ts'
import { tell } from './responses.ts'
import { targetOf } from './terms.ts'

/** Clocks that run from creation to resolution and go on where they stood when the case reopens. */
const wholeCase: readonly Metric[] = ['customer_wait', 'agent_work', 'resolution']

/** What a new status does to the clocks: resolving fulfils, reopening resumes, waiting pauses. */
export function changeStatus(work: Work, status: CaseTime['statuses'][number]['status']): void {
  const { time, at } = work
  const wasFinished = isFinished(statusOf(time))
  if (status === statusOf(time)) return
  time.statuses.push({ status, from: at })
  const milestones = time.clocks.filter(({ metric }) => metric === 'milestone')
  if (isFinished(status)) {
    if (status === 'closed') for (const clock of milestones) cancel(work, clock, reason('case_closed'))
    if (wasFinished) {
      // Whoever agreed that it is over waits for no answer, also where the letter to somebody else stayed here.
      if (status === 'closed') tell(work)
      return
    }
    addUtterance(time, { id: resolutionId(time.statuses.length), at, by: 'resolution' })
    if (time.withdrawnAt === null) fulfilByResolving(work, at)
    for (const clock of milestones) followStatus(work, clock, true)
    return
  }
  if (!wasFinished) {
    for (const clock of time.clocks) followStatus(work, clock, true)
    return
  }
  for (const clock of milestones) followStatus(work, clock, true)
  for (const metric of [...wholeCase, 'team_ownership'] as const) {
    const clock = lastClock(time, metric)
    const ofOtherTeam = metric === 'team_ownership' && clock?.startedBecause.params.teamId !== time.teamId
    if (clock?.state === 'met' && clock.endedBecause?.code === 'resolved' && !ofOtherTeam) {
      resume(work, clock, reason('reopened'), reason('status', { status: 'resolved' }))
    }
  }
  startMissing(work)
}

/** Milestones may ask when a stage was entered or left. */
export function enterStage(time: CaseTime, stage: string, at: number): void {
  if (time.stage !== null && time.stage !== stage) time.happened[`stage_left ${time.stage}`] = at
  time.stage = stage
  time.happened[`stage_entered ${stage}`] = at
}

/** Starts what the terms ask for and nothing measured yet; a target added late counts from where it would have. */
export function startMissing(work: Work): void {
  const { time } = work
  if (time.withdrawnAt !== null || isFinished(statusOf(time))) return
  for (const metric of wholeCase) {
    if (!time.imported && !hasClock(time, metric)) start(work, metric, time.openedAt, time.openedBecause)
  }
  if (time.teamId !== null && time.teamSince !== null && !liveClock(time, 'team_ownership')) {
    start(work, 'team_ownership', time.teamSince, reason('team_assigned', { teamId: time.teamId }))
  }
}

/** A clock that was cancelled because its target went away does not stand in the way of a new one. */
function hasClock(time: CaseTime, metric: Metric): boolean {
  const clock = lastClock(time, metric)
  return clock !== undefined && clock.endedBecause?.code !== 'no_target'
}

/** Each team has a clock of its own. */
export function assignTeam(work: Work, teamId: string | null): void {
  const { time, at } = work
  if (teamId === time.teamId) return
  const running = liveClock(time, 'team_ownership')
  if (running && teamId === null) cancel(work, running, reason('team_removed'))
  else if (running) meet(work, running, at, reason('team_assigned', { teamId }))
  time.teamId = teamId
  time.teamSince = teamId === null ? null : at
  startMissing(work)
}

/** Takes back a withdrawal: what it ended goes on, and the time between does not count. */
export function restore(work: Work): void {
  const { time, at } = work
  time.withdrawnAt = null
  for (const clock of time.clocks) {
    const ofOtherTeam = clock.metric === 'team_ownership' && clock.startedBecause.params.teamId !== time.teamId
    const because = clock.state === 'cancelled' && !ofOtherTeam ? clock.endedBecause : null
    const milestone = clock.milestone?.key ?? null
    const agreed = targetOf(time.terms, clock.metric, milestone) !== undefined
    if (because?.code !== 'withdrawn' || !agreed || liveClock(time, clock.metric, milestone)) continue
    resume(work, clock, reason('restored'), because)
  }
  if (isFinished(statusOf(time))) fulfilByResolving(work, at)
  startMissing(work)
}

function fulfilByResolving(work: Work, at: number): void {
  for (const metric of [...wholeCase, 'team_ownership', 'periodic_update'] as const) {
    const clock = liveClock(work.time, metric)
    if (clock) meet(work, clock, at, reason('resolved'))
  }
}
