import type { MilestoneCondition } from '../contract/milestones.ts'
import { type Clock, isLive } from './clock.ts'
import { type CaseTime, isFinished, reason, statusOf } from './history.ts'
import { lastClock, meet, restart, start, type Work } from './ledger.ts'
import type { AgreedMilestone } from './terms.ts'

/** How the happenings of a case are named in what its clocks stand on. */
export const happeningOf = (condition: MilestoneCondition): string => {
  switch (condition.kind) {
    case 'stage_entered':
    case 'stage_left':
      return `${condition.kind} ${condition.stage}`
    case 'tag_set':
      return `${condition.kind} ${condition.tag}`
    case 'task_done':
      return `${condition.kind} ${condition.task}`
    default:
      return condition.kind
  }
}

/**
 * Brings the milestones in line with what has happened by now. One begins each time that its condition is met anew, and
 * is reached by its completion at or after that; what was complete before anybody asked for it never begins.
 */
export function alignMilestones(work: Work): void {
  if (work.time.withdrawnAt !== null) return
  const agreed = work.time.terms?.milestones ?? []
  for (const [place, milestone] of agreed.entries()) alignMilestone(work, milestone, agreed[place - 1])
}

function alignMilestone(work: Work, milestone: AgreedMilestone, previous: AgreedMilestone | undefined): void {
  const { time, at } = work
  const begun = instantOf(time, milestone.starts)
  const completed = instantOf(time, milestone.completes)
  const clock = lastClock(time, 'milestone', milestone.key)
  if (clock?.milestone && isLive(clock)) {
    if (completed !== undefined && completed >= clock.milestone.since)
      meet(work, clock, completed, conditionMet(milestone.completes))
    else if (clock.startedAt > at) follow(work, clock, milestone, previous)
    return
  }
  if (begun === undefined || isFinished(statusOf(time)) || standsFor(clock, begun)) return
  if (completed !== undefined && completed >= begun) return
  const startsAt = startOf(time, begun, milestone, previous)
  const { key, name } = milestone
  if (startsAt !== null) start(work, 'milestone', startsAt, conditionMet(milestone.starts), { key, name, since: begun })
}

/** A clock that was cancelled because its target went away does not stand in the way of a new one. */
const standsFor = (clock: Clock | undefined, begun: number): boolean =>
  clock !== undefined && clock.endedBecause?.code !== 'no_target' && (clock.milestone?.since ?? 0) >= begun

/** A sequential one that has not begun yet follows the due instant before it. */
function follow(work: Work, clock: Clock, milestone: AgreedMilestone, previous: AgreedMilestone | undefined): void {
  const startsAt = startOf(work.time, clock.milestone!.since, milestone, previous)
  if (startsAt === null || startsAt === clock.startedAt) return
  restart(work, clock, startsAt, clock.startedBecause, reason('previous_due', { milestone: previous?.name ?? null }))
}

/** Null while the milestone before it waits and nobody knows when that is due. */
function startOf(
  time: CaseTime,
  begun: number,
  { sequential }: AgreedMilestone,
  previous: AgreedMilestone | undefined,
): number | null {
  const before = sequential && previous ? lastClock(time, 'milestone', previous.key) : undefined
  if (!before) return begun
  return before.dueAt === null ? null : Math.max(begun, before.dueAt)
}

function instantOf(time: CaseTime, condition: MilestoneCondition): number | undefined {
  if (condition.kind === 'opened') return time.imported ? undefined : time.openedAt
  return time.happened[happeningOf(condition)]
}

function conditionMet(condition: MilestoneCondition) {
  const { kind, ...what } = condition
  return reason('condition_met', { condition: kind, ...what })
}
