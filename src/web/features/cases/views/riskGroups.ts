import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Risk } from '../../../ui/time.ts'
import { type ViewFilter, valuesOf } from './filter.ts'
import type { GroupName } from './groups.ts'
import { risks } from './values.ts'

/** Some cases of a list. `groups`: where each of them stands, unless that follows from the order. */
export interface CasePage {
  items: CaseRow[]
  nextCursor: string | null
  groups?: GroupName[]
}

export interface RiskGroup {
  group: GroupName
  filter: ViewFilter
}

const finished = ['resolved', 'closed']

/** A list as the groups of due risk, the most pressing first; what is done stands in none of them and comes last. */
export function riskGroups(filter: ViewFilter): RiskGroup[] {
  const named = valuesOf(filter.risk)
  const groups = risks
    .filter(({ risk }) => named.length === 0 || named.includes(risk))
    .map(({ risk, name, tone }): RiskGroup => {
      const group = { name, tone: tone as Risk }
      return { group, filter: { ...filter, risk } }
    })
  const statuses = valuesOf(filter.status)
  const any = statuses.length === 0 || statuses.includes('all')
  const done = any ? finished : finished.filter((status) => statuses.includes(status))
  // A part of the open cases is asked for.
  if (named.length > 0 || filter.due || done.length === 0) return groups
  return [...groups, { group: { name: 'Done' }, filter: { ...filter, status: done.join(',') } }]
}

type Read = (filter: ViewFilter, cursor: string) => Promise<CasePage>

/**
 * A page of a list by due risk, begun at `cursor`: the groups follow each other, and each is read in the order of the
 * list, until there are `enough` rows.
 */
export async function riskPage(filter: ViewFilter, cursor: string, enough: number, read: Read): Promise<CasePage> {
  const all = riskGroups(filter)
  let [place, from] = placeOf(cursor)
  const page: Required<CasePage> = { items: [], nextCursor: null, groups: [] }
  while (page.items.length < enough) {
    const here = all[place]
    if (!here) return page
    const { items, nextCursor } = await read(here.filter, from)
    page.items.push(...items)
    page.groups.push(...items.map(() => here.group))
    if (nextCursor === null) place += 1
    from = nextCursor ?? ''
  }
  return { ...page, nextCursor: place < all.length ? `${place} ${from}` : null }
}

function placeOf(cursor: string): [number, string] {
  const [place = '0', from = ''] = cursor.split(' ')
  return [Number(place), from]
}
