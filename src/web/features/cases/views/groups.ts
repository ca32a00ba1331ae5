import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Risk } from '../../../ui/time.ts'
import type { Sort } from './filter.ts'

export interface GroupName {
  name: string
  tone?: Risk
}

const dayMs = 86_400_000
const priorities = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' }

/**
 * The group a row stands in. It follows from what the list is ordered by, so that groups stay together
 * however much of the list is loaded. Null where an order makes no groups.
 */
export function groupOf(row: CaseRow, sort: Sort, now: Date): GroupName | null {
  if (sort === 'due' || sort === '-due') return dueGroup(row, now)
  if (sort === 'priority') return { name: priorities[row.priority] }
  if (sort === 'updated' || sort === '-updated') return { name: pastDay(row.updatedAt, now) }
  if (sort === 'created' || sort === '-created') return { name: pastDay(row.createdAt, now) }
  return null
}

export const groupWords: Partial<Record<Sort, string>> = {
  due: 'Grouped by due',
  '-due': 'Grouped by due',
  priority: 'Grouped by priority',
  updated: 'Grouped by day',
  '-updated': 'Grouped by day',
  created: 'Grouped by day',
  '-created': 'Grouped by day',
}

function dueGroup({ firstDue, status }: CaseRow, now: Date): GroupName {
  if (status === 'resolved' || status === 'closed') return { name: 'Done' }
  if (firstDue === null) return { name: 'Without a date', tone: 'waiting' }
  const due = new Date(firstDue.at)
  if (due < now) return { name: 'Late', tone: 'overdue' }
  const days = daysFrom(now, due)
  if (days === 0) return { name: 'Due today' }
  if (days === 1) return { name: 'Due tomorrow' }
  return { name: days < 7 ? 'Due within a week' : 'Due later' }
}

function pastDay(at: string, now: Date): string {
  const days = daysFrom(new Date(at), now)
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days < 7) return 'This week'
  return days < 30 ? 'This month' : 'Before'
}

/** Midnights between two instants on the reader's calendar. */
const daysFrom = (from: Date, to: Date): number => Math.round((midnight(to) - midnight(from)) / dayMs)

function midnight(at: Date): number {
  const day = new Date(at)
  return day.setHours(0, 0, 0, 0)
}
