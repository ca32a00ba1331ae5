import type { Sort } from './filter.ts'

export interface ColumnOf {
  key: string
  name: string
  /** What a click on its head sorts by: first this, then the other. */
  sorts?: [Sort, Sort?]
}

/** What a table of cases can show beside the case itself. */
export const columns = [
  { key: 'customer', name: 'Customer' },
  { key: 'contact', name: 'Contact' },
  { key: 'type', name: 'Type' },
  { key: 'stage', name: 'Stage' },
  { key: 'status', name: 'Status' },
  { key: 'owner', name: 'Owner' },
  { key: 'waits', name: 'Waits because' },
  { key: 'team', name: 'Team' },
  { key: 'next', name: 'Next step' },
  { key: 'tags', name: 'Tags' },
  { key: 'channel', name: 'Channel' },
  { key: 'due', name: 'Due', sorts: ['due', '-due'] },
  { key: 'updated', name: 'Updated', sorts: ['-updated', 'updated'] },
  { key: 'age', name: 'Age', sorts: ['-created', 'created'] },
] as const satisfies ColumnOf[]

export type ColumnKey = (typeof columns)[number]['key']

export const usualColumns: ColumnKey[] = ['customer', 'type', 'stage', 'owner', 'due', 'updated', 'age']

/** The columns named in an address, in their usual order; null where none is. */
export function columnsFrom(text: string | null | undefined): ColumnKey[] | null {
  if (!text) return null
  const named = new Set(text.split(','))
  return columns.filter(({ key }) => named.has(key)).map(({ key }) => key)
}

export const sortWords: Record<Sort, string> = {
  due: 'Due first',
  '-due': 'Due last',
  '-updated': 'Changed last',
  updated: 'Unchanged longest',
  '-created': 'Newest first',
  created: 'Oldest first',
  priority: 'Most important first',
  number: 'By number',
  '-number': 'By number, highest first',
}
