import type { Metric } from '../contract.ts'
import { type CalendarBook, isLive, keyOfClock } from './clock.ts'
import { reason } from './history.ts'
import type { Terms } from './terms.ts'
import { follow, type Timekeeping } from './timeline.ts'

export interface Effect {
  metric: Metric
  /** The name of the milestone, where it is one. */
  milestone: string | null
  kind: 'moved' | 'started' | 'ended'
  dueBefore: number | null
  dueAfter: number | null
  breached: boolean
}

/**
 * What agreeing on `terms` now would do to the clocks of a case, by the very step that the live engine and a replay
 * take. A clock that is over its target already is not breached anew. Instants are epoch ms.
 */
export function effectOf(keeping: Timekeeping, terms: Terms | null, now: number, calendars: CalendarBook): Effect[] {
  const content = { terms, reason: reason('policy_changed') }
  const event = { name: 'clock.policy_applied', at: now, recordedAt: now, causeId: null, content }
  const after = follow(keeping, event, calendars).after
  const before = new Map(keeping.time.clocks.filter(isLive).map((clock) => [keyOfClock(clock), clock]))
  const live = (after?.time.clocks ?? []).filter(isLive)
  const stays = new Set(live.map(keyOfClock))
  return [
    ...live.flatMap((clock): Effect[] => {
      const was = before.get(keyOfClock(clock))
      const breached = clock.dueAt !== null && clock.dueAt < now && !was?.breachedAt
      if (was && was.dueAt === clock.dueAt && was.targetSeconds === clock.targetSeconds) return []
      return [
        {
          metric: clock.metric,
          milestone: clock.milestone?.name ?? null,
          kind: was ? 'moved' : 'started',
          dueBefore: was?.dueAt ?? null,
          dueAfter: clock.dueAt,
          breached,
        },
      ]
    }),
    ...[...before.values()]
      .filter((clock) => !stays.has(keyOfClock(clock)))
      .map(
        (clock): Effect => ({
          metric: clock.metric,
          milestone: clock.milestone?.name ?? null,
          kind: 'ended',
          dueBefore: clock.dueAt,
          dueAfter: null,
          breached: false,
        }),
      ),
  ]
}

/** The gravest first: breached ones, then what would end soonest. */
export function byGravity(a: Effect, b: Effect): number {
  if (a.breached !== b.breached) return a.breached ? -1 : 1
  return (a.dueAfter ?? Number.POSITIVE_INFINITY) - (b.dueAfter ?? Number.POSITIVE_INFINITY)
}
