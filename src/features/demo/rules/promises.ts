import type { Condition } from '../../cases/contract/conditions.ts'
import type { TargetStep } from '../../sla/contract/steps.ts'
import type { PolicyTargets, Target } from '../../sla/contract.ts'

type Promised = 'first_response' | 'next_response'
type Urgency = 'critical' | 'high' | 'medium' | 'low'

const hour = 3600

/** What Norrvik promises, in seconds: around the clock where it is critical, in office hours otherwise. */
export const promised: Record<Urgency, Record<Promised | 'agent_work', number>> = {
  critical: { first_response: hour, next_response: hour, agent_work: 120 * hour },
  high: { first_response: 2 * hour, next_response: 3 * hour, agent_work: 120 * hour },
  medium: { first_response: 4 * hour, next_response: 6 * hour, agent_work: 200 * hour },
  low: { first_response: 8 * hour, next_response: 8 * hour, agent_work: 320 * hour },
}

const step = (key: string, level: number, when: TargetStep['when'], people: TargetStep['people']): TargetStep => ({
  ...{ key, level, when, people },
  ...{ mail: false, change: {} },
})

/**
 * Whoever has the case is warned while there is time to answer, the lead hears of a broken promise, and the whole team of
 * one that stays broken. Work that takes too long is the lead's to see; one that is urgent then counts as critical.
 */
function stepsOf(metric: Promised | 'agent_work', priority: Urgency): TargetStep[] {
  const warning = step('warning', 0, { kind: 'share', percent: 80 }, [{ who: 'owner' }])
  const breach = step('breach', 1, { kind: 'after_due', seconds: 0, time: 'target' }, [{ who: 'team_lead' }])
  if (metric === 'agent_work')
    return [warning, priority === 'high' ? { ...breach, change: { priority: 'critical' } } : breach]
  const seconds = (priority === 'critical' || priority === 'high' ? 2 : 4) * hour
  const later = step('still', 2, { kind: 'after_due', seconds, time: 'calendar' }, [{ who: 'team' }])
  return [warning, breach, later]
}

export type PolicyKey = 'gold' | 'chillers' | 'disputes' | 'french' | 'others'

/** By how much each of Norrvik's service levels is quicker, or slower, than what everybody is promised. */
const paces: Record<PolicyKey, { answers: number; work: number }> = {
  gold: { answers: 0.75, work: 1 },
  chillers: { answers: 1, work: 0.5 },
  disputes: { answers: 1, work: 0.75 },
  french: { answers: 1.5, work: 1 },
  others: { answers: 1, work: 1 },
}
export const goldShare = paces.gold.answers

/** As targets of a policy. */
export function targetsFor(policy: PolicyKey): PolicyTargets {
  const { answers, work } = paces[policy]
  return Object.fromEntries(
    Object.entries(promised).map(([priority, seconds]) => {
      const time = priority === 'critical' ? 'calendar' : 'business'
      const target = (metric: Promised | 'agent_work'): Target => ({
        seconds: seconds[metric] * (metric === 'agent_work' ? work : answers),
        time,
        calendarId: null,
        pausesIn: [],
        steps: stepsOf(metric, priority as Urgency),
      })
      const [first_response, next_response] = [target('first_response'), target('next_response')]
      return [priority, { first_response, next_response, agent_work: target('agent_work') }]
    }),
  )
}

interface DemoPolicy {
  key: PolicyKey
  name: string
  conditions: Condition[]
}

/** Norrvik's service levels, in the order in which they are tried; each holds for its own teams only. */
export function demoPolicies(teamIds: string[], chillerId: string): DemoPolicy[] {
  const ours: Condition = { field: 'team', is: 'one_of', values: teamIds }
  const only = (...conditions: Condition[]) => [ours, ...conditions]
  const urgent: Condition = { field: 'priority', is: 'at_least', values: ['high'] }
  const dispute: Condition = { field: 'type', is: 'one_of', values: ['billing_dispute'] }
  const large: Condition = { field: 'custom', key: 'disputed_amount', is: 'at_least', values: ['1000'] }
  return [
    {
      key: 'gold',
      name: 'Norrvik Gold',
      conditions: only({ field: 'tier', is: 'one_of', values: ['Gold'] }),
    },
    {
      key: 'chillers',
      name: 'Chillers that do not cool',
      conditions: only({ field: 'product', is: 'one_of', values: [chillerId] }, urgent),
    },
    { key: 'disputes', name: 'Disputes of €1,000 and more', conditions: only(dispute, large) },
    {
      key: 'french',
      name: 'Written in French',
      conditions: only({ field: 'language', is: 'one_of', values: ['fr'] }),
    },
    { key: 'others', name: 'Norrvik Service', conditions: only() },
  ]
}
