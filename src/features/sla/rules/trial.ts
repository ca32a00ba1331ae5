import { type ConditionCheck, type ConditionFacts, checkConditions } from '../../cases/rules/conditions.ts'
import type { SlaPolicy } from '../contract.ts'
import { type CalendarBook, type Clock, isLive, keyOfClock } from './clock.ts'
import { reason } from './history.ts'
import { choosePolicy, type Terms } from './terms.ts'
import { follow, type Timekeeping } from './timeline.ts'

export interface TriedPolicy {
  policy: SlaPolicy
  outcome: 'taken' | 'passed' | 'behind' | 'off'
  byContract: boolean
  conditions: ConditionCheck[]
}

/** Every policy in its order with what became of it, by the choice that cases go through; `off` are passed over. */
export function tryAll(
  policies: readonly { policy: SlaPolicy; off: boolean }[],
  facts: ConditionFacts,
  promisedId: string | null,
): { chosen: SlaPolicy | null; tried: TriedPolicy[] } {
  const inOrder = policies.map((each, position) => ({ ...each, policy: { ...each.policy, position } }))
  const { policy: chosen } = choosePolicy(
    inOrder.flatMap(({ policy, off }) => (off ? [] : policy)),
    facts,
    promisedId,
  )
  const byContract = chosen !== null && chosen.id === promisedId
  const tried = inOrder.map(({ policy, off }): TriedPolicy => {
    const { conditions } = checkConditions(policy.conditions, facts)
    const taken = policy.id === chosen?.id
    // Whoever has a promise in a contract asks no other policy.
    const behind = chosen !== null && (byContract || policy.position > chosen.position)
    return {
      ...{ policy, conditions, byContract: taken && byContract },
      outcome: taken ? 'taken' : off ? 'off' : behind ? 'behind' : 'passed',
    }
  })
  return { chosen, tried }
}

export interface TriedClock {
  clock: Clock
  /** Epoch ms; null where it would begin now, or has no date today. */
  dueBefore: number | null
}

/** The clocks of a case if these terms were agreed on now, by the step of the live engine. */
export function clocksUnder(
  keeping: Timekeeping,
  terms: Terms | null,
  now: number,
  calendars: CalendarBook,
): TriedClock[] {
  const at = { at: now, recordedAt: now, causeId: null }
  const content = { terms, reason: reason('policy_changed') }
  const { after } = follow(keeping, { ...at, name: 'clock.policy_applied', content }, calendars)
  const before = new Map(keeping.time.clocks.map((clock) => [keyOfClock(clock), clock.dueAt]))
  return (after?.time.clocks ?? [])
    .filter(isLive)
    .map((clock) => ({ clock, dueBefore: before.get(keyOfClock(clock)) ?? null }))
}

/** The clocks of a case that a customer opens now, as its entries would start them one after the other. */
export function clocksOfNew(
  { teamId, tags, terms }: { teamId: string | null; tags: readonly string[]; terms: Terms | null },
  now: number,
  calendars: CalendarBook,
): TriedClock[] {
  const entries = [
    { name: 'case.opened', content: { teamId, tags, opening: 'customer' } },
    { name: 'clock.policy_applied', content: { terms, reason: reason('case_opened') } },
    { name: 'message.received', content: { messageId: 'first' } },
  ]
  const kept = entries.reduce<Timekeeping | null>(
    (before, entry) => follow(before, { ...entry, at: now, recordedAt: now, causeId: null }, calendars).after,
    null,
  )
  return kept!.time.clocks.filter(isLive).map((clock) => ({ clock, dueBefore: null }))
}
