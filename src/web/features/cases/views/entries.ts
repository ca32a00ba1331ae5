import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Sort } from './filter.ts'
import { type GroupName, groupOf } from './groups.ts'
import type { CasePage } from './riskGroups.ts'

export type Entry = GroupEntry | { kind: 'case'; row: CaseRow; at: number }

interface GroupEntry {
  kind: 'group'
  group: GroupName
  /** Loaded rows of the group. */
  count: number
  /** Whether more of it may follow behind what is loaded. */
  open: boolean
}

/** The groups of a page are settled when it is read, so a long list pays only for its newest page. */
const settled = new WeakMap<CaseRow[], { sort: Sort; groups: (GroupName | null)[] }>()

/** The loaded rows with the head of each group before its first row. Groups stand together, so only the last can go on. */
export function entriesOf(pages: CasePage[], sort: Sort, grouped: boolean, now: Date): Entry[] {
  const entries: Entry[] = []
  let here: GroupEntry | undefined
  let at = 0
  for (const { items, groups: named } of pages) {
    const groups = grouped ? (named ?? groupsOf(items, sort, now)) : null
    for (const [i, row] of items.entries()) {
      const group = groups?.[i]
      if (group && group.name !== here?.group.name) {
        here = { kind: 'group', group, count: 0, open: false }
        entries.push(here)
      } else if (!group) here = undefined
      if (here) here.count++
      entries.push({ kind: 'case', row, at: at++ })
    }
  }
  if (here) here.open = pages.at(-1)?.nextCursor !== null
  return entries
}

function groupsOf(items: CaseRow[], sort: Sort, now: Date): (GroupName | null)[] {
  const known = settled.get(items)
  if (known?.sort === sort) return known.groups
  const groups = items.map((row) => groupOf(row, sort, now))
  settled.set(items, { sort, groups })
  return groups
}
