import type { Metric, TargetMetric } from '../../../features/sla/contract.ts'
import type { Priority } from '../../../platform/shapes.ts'

export const priorities: Priority[] = ['critical', 'high', 'medium', 'low']

/** Each clock, and from where it counts. */
export const metrics: { metric: TargetMetric; name: string; from: string }[] = [
  { metric: 'first_response', name: 'First response', from: 'from the first message' },
  { metric: 'next_response', name: 'Next response', from: 'from the oldest waiting message' },
  { metric: 'periodic_update', name: 'Periodic update', from: 'from our last reply' },
  { metric: 'customer_wait', name: 'Customer wait', from: 'while the customer waits for us' },
  { metric: 'agent_work', name: 'Agent work', from: 'while it is ours' },
  { metric: 'resolution', name: 'Resolution', from: 'from creation' },
  { metric: 'team_ownership', name: 'Team ownership', from: 'from being handed over' },
]

export const metricName = (metric: Metric): string =>
  metrics.find((each) => each.metric === metric)?.name ?? 'Milestone'

const minute = 60
const hour = 3600

/** “4 h”, “1 h 30 m”, “45 m” in seconds; null is no target, undefined cannot be read. */
export function secondsOf(text: string): number | null | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === '' || plain === 'none') return null
  const found = plain.match(/^(?:(\d{1,5})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?$/)
  const bare = plain.match(/^\d{1,5}$/)
  const seconds = bare
    ? Number(bare[0]) * hour
    : found
      ? Number(found[1] ?? 0) * hour + Number(found[2] ?? 0) * minute
      : 0
  return seconds > 0 ? seconds : undefined
}

export function secondsText(seconds: number): string {
  const hours = Math.floor(seconds / hour)
  const minutes = Math.round((seconds % hour) / minute)
  return [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} m`].filter(Boolean).join(' ')
}
