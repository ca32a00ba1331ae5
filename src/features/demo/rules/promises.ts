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

/** As targets of a policy; customers of the highest tier are answered sooner. */
export function targetsFor(tier: 'Gold' | 'others'): PolicyTargets {
  const share = tier === 'Gold' ? goldShare : 1
  return Object.fromEntries(
    Object.entries(promised).map(([priority, seconds]) => {
      const time = priority === 'critical' ? 'calendar' : 'business'
      const target = (metric: Promised | 'agent_work'): Target => ({
        seconds: seconds[metric] * (metric === 'agent_work' ? 1 : share),
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
export const goldShare = 0.75
