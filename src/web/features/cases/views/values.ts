import type { Status } from '../../../../platform/shapes.ts'

export const statusWords: Record<Status, string> = {
  new: 'new',
  open: 'open',
  pending: 'waits for customer',
  on_hold: 'waits for others',
  resolved: 'resolved',
  closed: 'closed',
}

export interface Value {
  value: string
  label: string
}

const named = (words: Record<string, string>): Value[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

export const statusValues: Value[] = named({ unresolved: 'open or waiting', ...statusWords, all: 'any' })
export const priorityValues: Value[] = named({ critical: 'critical', high: 'high', medium: 'medium', low: 'low' })
export const dueValues: Value[] = named({
  overdue: 'late',
  at_risk: 'at risk',
  on_track: 'on track',
  waiting: 'no clock runs',
  breached: 'a promise broken, now or once',
  '2h': 'within 2 hours',
  '1d': 'within a day',
  '7d': 'within a week',
})
/** In the order of how pressing they are; every open case stands in exactly one. */
export const risks = [
  { risk: 'breached', name: 'Breached', hint: 'a clock is past its limit, or was', tone: 'overdue' },
  {
    risk: 'late',
    name: 'Late otherwise',
    hint: 'the next step, a task or a promise is past its date',
    tone: 'overdue',
  },
  { risk: 'at_risk', name: 'At risk', hint: 'three quarters of the time are used', tone: 'risk' },
  { risk: 'today', name: 'Due today', hint: 'before midnight', tone: 'ok' },
  { risk: 'later', name: 'Later', hint: 'on another day', tone: 'ok' },
  { risk: 'none', name: 'Waiting', hint: 'no clock runs, and nothing is late', tone: 'waiting' },
] as const
export type RiskGroup = (typeof risks)[number]['risk']
export const riskValues: Value[] = risks.map(({ risk, name }) => ({ value: risk, label: name.toLowerCase() }))
export const familyValues: Value[] = named({
  problem: 'a problem with incidents',
  incident: 'an incident of a problem',
  open_children: 'with open children',
  child: 'a child',
})
export const stepValues: Value[] = named({ late: 'late' })
export const ageValues: Value[] = named({
  '0-1': 'up to a day',
  '1-3': '1 to 3 days',
  '3-7': '3 to 7 days',
  '7-14': '7 to 14 days',
  '14-30': '14 to 30 days',
  '30+': 'over 30 days',
})
