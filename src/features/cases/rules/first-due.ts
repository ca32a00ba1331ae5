import type { Risk, Status } from '../../../platform/shapes.ts'
import type { FirstDue } from '../contract/case-row.ts'
import { isOpen } from './lifecycle.ts'

/** Everything on a case that has a date; instants as ISO text. */
export interface Dated {
  status: Status
  clock: { dueAt: string; atRiskAt: string | null } | null
  step: { dueAt: string; text: string | null } | null
  /** Of the tasks and promises that can be begun, the one that is due first. */
  task: { dueAt: string; title: string; promise: boolean } | null
}

/**
 * What is due first on an open case, whether it lies ahead or has passed. Where several things share an instant, the clock
 * names it: a step or a task that nobody dated otherwise goes with it.
 */
export function firstDueOf({ status, clock, step, task }: Dated): FirstDue | null {
  if (!isOpen(status)) return null
  const all: FirstDue[] = [
    ...(clock ? [{ at: clock.dueAt, what: 'clock' as const, text: null }] : []),
    ...(task
      ? [{ at: task.dueAt, what: task.promise ? ('promise' as const) : ('task' as const), text: task.title }]
      : []),
    ...(step ? [{ at: step.dueAt, what: 'step' as const, text: step.text }] : []),
  ]
  return all.reduce<FirstDue | null>((first, each) => (first && first.at <= each.at ? first : each), null)
}

/**
 * How pressing a case is. Overdue: what is due first has passed, whatever it is. At risk: three quarters of the time of the
 * clock that ends first are used. Waiting: no clock runs, and nothing is late.
 */
export function riskOf(dated: Dated, now: Date): Risk {
  const first = firstDueOf(dated)
  if (first && Date.parse(first.at) < now.getTime()) return 'overdue'
  const { clock, status } = dated
  if (!clock || !isOpen(status)) return 'waiting'
  return clock.atRiskAt && Date.parse(clock.atRiskAt) <= now.getTime() ? 'at_risk' : 'on_track'
}
