import type {
  Metric,
  Milestone,
  PolicyTargets,
  SlaPolicy,
  Target,
  TargetMetric,
} from '../../../features/sla/contract.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { inOrder, linesOf, type StepLine, withSteps } from './stepLines.ts'

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

/** Targets by priority and clock, and the milestones beside them. */
export type Promised = Pick<SlaPolicy, 'targets' | 'milestones'>

/** The matrix as it is typed: a text for each clock and priority, and how each clock counts. */
export interface Matrix {
  cells: Record<string, string>
  /** `each`: every priority as it is, where they differ. */
  time: Partial<Record<TargetMetric, Target['time'] | 'each'>>
  /** The calendar that a clock counts by in business time; the usual one where none is named. */
  calendar: Partial<Record<TargetMetric, string>>
  steps: StepLine[]
  milestones: Milestone[]
}
export const cellOf = (metric: TargetMetric, priority: Priority): string => `${metric} ${priority}`

export function matrixOf({ targets, milestones }: Promised): Matrix {
  const steps = inOrder(linesOf(targets, milestones))
  const matrix: Matrix = { cells: {}, time: {}, calendar: {}, steps, milestones }
  for (const { metric } of metrics) {
    for (const priority of priorities) {
      const target = targets[priority]?.[metric]
      matrix.cells[cellOf(metric, priority)] = target ? secondsText(target.seconds) : ''
      if (!target) continue
      const same = (matrix.time[metric] ?? target.time) === target.time
      matrix.time[metric] = same ? target.time : 'each'
      if (target.calendarId) matrix.calendar[metric] ??= target.calendarId
    }
  }
  return matrix
}

/** What a matrix promises; null while a cell cannot be read. What it does not show is kept as it was. */
export function promisedBy(matrix: Matrix, before: Promised): Promised | null {
  const targets = targetsOf(matrix, before.targets)
  return targets && withSteps(matrix.steps, targets, matrix.milestones)
}

function targetsOf({ cells, time, calendar }: Matrix, before: PolicyTargets): PolicyTargets | null {
  const targets: PolicyTargets = {}
  const was = matrixOf({ targets: before, milestones: [] }).calendar
  for (const priority of priorities) {
    const row: Partial<Record<TargetMetric, Target>> = {}
    for (const { metric } of metrics) {
      const seconds = secondsOf(cells[cellOf(metric, priority)] ?? '')
      if (seconds === undefined) return null
      if (seconds === null) continue
      const known = before[priority]?.[metric] ?? priorities.map((each) => before[each]?.[metric]).find(Boolean)
      row[metric] = {
        seconds,
        time: time[metric] === 'each' ? (known?.time ?? 'business') : (time[metric] ?? 'business'),
        // Priorities may count by calendars of their own, which the matrix shows as one: only a choice replaces them.
        calendarId: calendar[metric] === was[metric] ? (known?.calendarId ?? null) : (calendar[metric] ?? null),
        pausesIn: known?.pausesIn ?? [],
        steps: [],
      }
    }
    targets[priority] = row
  }
  return targets
}

/** How a clock counts: `business`, `calendar`, `each` as its priority says, or the id of a calendar of its own. */
export function countsBy({ time, calendar }: Matrix, metric: TargetMetric): string {
  const counted = time[metric]
  return counted === 'calendar' || counted === 'each' ? counted : (calendar[metric] ?? 'business')
}

export function countedBy(matrix: Matrix, metric: TargetMetric, by: string): Matrix {
  const { [metric]: _, ...others } = matrix.calendar
  const time = { ...matrix.time, [metric]: by === 'calendar' ? ('calendar' as const) : ('business' as const) }
  const named = by !== 'calendar' && by !== 'business'
  return { ...matrix, time, calendar: named ? { ...others, [metric]: by } : others }
}
