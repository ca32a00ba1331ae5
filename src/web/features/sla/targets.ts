import type { Milestone, PolicyTargets, SlaPolicy, Target, TargetMetric } from '../../../features/sla/contract.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { metrics, priorities, secondsOf, secondsText } from './metrics.ts'
import { inOrder, linesOf, type StepLine, withSteps } from './stepLines.ts'

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
