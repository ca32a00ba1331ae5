import type { CaseFilter } from '../../../../features/cases/contract/filter.ts'
import type { SavedView } from '../../../../features/cases/contract/views.ts'

export type ViewFilter = SavedView['filter']
export type FilterKey = Exclude<keyof CaseFilter, 'sort'>
export type Sort = CaseFilter['sort']

/** In the order in which a filter is read. */
export const filterKeys = [
  'q',
  'status',
  'priority',
  'type',
  'stage',
  'owner',
  'team',
  'queue',
  'account',
  'contact',
  'product',
  'asset',
  'tag',
  'due',
  'risk',
  'step',
  'age',
  'escalated',
  'opened',
  'resolved',
  'came',
  'went',
  'family',
  'problem',
  'clocks',
] as const satisfies FilterKey[]

/** What an address says about the cases to show; null where it says nothing, and the saved view speaks. */
export function filterIn(search: string): ViewFilter | null {
  const query = new URLSearchParams(search)
  const said = [...filterKeys, 'sort'].flatMap((key) => {
    const value = query.get(key)
    return value ? [[key, value]] : []
  })
  if (said.length === 0) return null
  const filter = Object.fromEntries(said) as ViewFilter
  // Whoever asks what presses wants to see it by when it is due, also by a link that somebody typed.
  return filter.sort || !asksForRisk(filter) ? filter : { ...filter, sort: 'due' }
}

/** Whether a filter picks cases by how pressing they are. */
export const asksForRisk = ({ risk, due }: ViewFilter): boolean =>
  Boolean(risk) || ['overdue', 'at_risk', 'on_track', 'waiting', 'breached'].includes(due ?? '')

/**
 * The address after a change: a filter there replaces the saved one whole, so every part is written.
 * Without any part the address would mean the saved view again, so “any status” stands for all cases.
 */
export function addressOf(filter: ViewFilter): Record<string, string | null> {
  const parts = Object.fromEntries([...filterKeys, 'sort'].map((key) => [key, filter[key as FilterKey] ?? null]))
  return filterKeys.some((key) => parts[key]) ? parts : { ...parts, status: 'all' }
}

/** Two filters ask for the same cases in the same order. */
export const sameFilter = (one: ViewFilter, other: ViewFilter): boolean =>
  [...filterKeys, 'sort' as const].every((key) => (one[key] || undefined) === (other[key] || undefined))

export const valuesOf = (text: string | undefined): string[] => text?.split(',').filter(Boolean) ?? []
