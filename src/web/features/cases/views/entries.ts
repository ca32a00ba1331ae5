import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Sort } from './filter.ts'
import { type GroupName, groupOf } from './groups.ts'

export type Entry = { kind: 'group'; group: GroupName } | { kind: 'case'; row: CaseRow; at: number }

/** The groups of a page are settled when it is read, so a long list pays only for its newest page. */
const settled = new WeakMap<CaseRow[], { sort: Sort; groups: (GroupName | null)[] }>()

/** The loaded rows with the head of each group before its first row. */
export function entriesOf(pages: { items: CaseRow[] }[], sort: Sort, grouped: boolean, now: Date): Entry[] {
  const entries: Entry[] = []
  let last: string | undefined
  let at = 0
  for (const { items } of pages) {
    const groups = grouped ? groupsOf(items, sort, now) : null
    for (const [i, row] of items.entries()) {
      const group = groups?.[i]
      if (group && group.name !== last) entries.push({ kind: 'group', group })
      last = group?.name
      entries.push({ kind: 'case', row, at: at++ })
    }
  }
  return entries
}

function groupsOf(items: CaseRow[], sort: Sort, now: Date): (GroupName | null)[] {
  const known = settled.get(items)
  if (known?.sort === sort) return known.groups
  const groups = items.map((row) => groupOf(row, sort, now))
  settled.set(items, { sort, groups })
  return groups
}
