import { lowestFirst } from '../../cases/rules/priorities.ts'
import type { Metric } from '../contract.ts'
import { type CalendarBook, type Clock, type ClockChange, isLive, keyOfClock } from './clock.ts'
import { reason } from './history.ts'
import type { Terms } from './terms.ts'
import { follow, type Timekeeping } from './timeline.ts'

/** A warning (level 0) or an escalation. */
export interface StepEffect {
  key: string
  level: number
}

export interface Effect {
  metric: Metric
  /** The name of the milestone, where it is one. */
  milestone: string | null
  priority: Clock['priority']
  /** `stays`: nothing of its target moves, and yet some step of it does. */
  kind: 'moved' | 'started' | 'ended' | 'stays'
  dueBefore: number | null
  dueAfter: number | null
  breached: boolean
  /** Steps whose instant would lie in the past: they would be taken at once. */
  fires: StepEffect[]
  /** Steps that were taken and would be ahead again. */
  rearmed: StepEffect[]
}

/**
 * What agreeing on `terms` now would do to the clocks of a case, by the very step that the live engine and a replay
 * take. What is due by now anyway, a breach or a step, is no effect of it. Instants are epoch ms.
 */
export function effectOf(keeping: Timekeeping, terms: Terms | null, now: number, calendars: CalendarBook): Effect[] {
  const at = { at: now, recordedAt: now, causeId: null }
  const passed = follow(keeping, { ...at, name: 'clock.breached', content: {} }, calendars).after ?? keeping
  const content = { terms, reason: reason('policy_changed') }
  const { after, changes } = follow(passed, { ...at, name: 'clock.policy_applied', content }, calendars)
  const before = new Map(passed.time.clocks.filter(isLive).map((clock) => [keyOfClock(clock), clock]))
  const live = (after?.time.clocks ?? []).filter(isLive)
  const stays = new Set(live.map(keyOfClock))
  const ended = [...before.values()].filter((clock) => !stays.has(keyOfClock(clock)))
  return [
    ...live.flatMap((clock) => effectOn(before.get(keyOfClock(clock)), clock, changes, now)),
    ...ended.map((clock): Effect => ({ ...named(clock), kind: 'ended', dueBefore: clock.dueAt, dueAfter: null })),
  ]
}

function effectOn(
  was: Clock | undefined,
  clock: Clock,
  changes: readonly ClockChange[],
  now: number,
): Effect | Effect[] {
  const fires = changes.filter((change) => change.step !== null && isOf(change, clock)).map(stepOf)
  const taken = new Set(was?.steps.filter(({ takenAt }) => takenAt !== null).map(({ key }) => key))
  const rearmed = clock.steps
    .filter(({ key, at, takenAt }) => taken.has(key) && takenAt === null && at !== null)
    .map(({ key, level }) => ({ key, level }))
  const same = was && was.dueAt === clock.dueAt && was.targetSeconds === clock.targetSeconds
  if (same && fires.length + rearmed.length === 0) return []
  return {
    ...named(clock),
    kind: was ? (same ? 'stays' : 'moved') : 'started',
    dueBefore: was?.dueAt ?? null,
    dueAfter: clock.dueAt,
    breached: clock.dueAt !== null && clock.dueAt < now && !was?.breachedAt,
    fires,
    rearmed,
  }
}

const named = ({ metric, milestone, priority }: Clock) => ({
  ...{ metric, priority, milestone: milestone?.name ?? null },
  ...{ breached: false, fires: [], rearmed: [] },
})

const isOf = ({ metric, milestone, cycle }: ClockChange, clock: Clock) =>
  metric === clock.metric && cycle === clock.cycle && milestone === (clock.milestone?.key ?? null)

const stepOf = ({ step, reason }: ClockChange): StepEffect => ({ key: step!, level: Number(reason.params.level) })

/** The gravest first: breached ones, what fires at once, the higher priority, then what would end soonest. */
export function byGravity(a: Effect, b: Effect): number {
  const rank = ({ breached, fires, priority }: Effect) =>
    (breached ? 100 : 0) + (fires.length > 0 ? 10 : 0) + lowestFirst.indexOf(priority)
  return rank(b) - rank(a) || (a.dueAfter ?? Number.POSITIVE_INFINITY) - (b.dueAfter ?? Number.POSITIVE_INFINITY)
}
