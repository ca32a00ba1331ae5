import { expect, test } from 'vitest'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { ViewFilter } from './filter.ts'
import { riskGroups, riskPage } from './riskGroups.ts'

const names = (filter: ViewFilter) => riskGroups(filter).map(({ group }) => group.name)

test('every open case has one group of due risk, what is done comes last', () => {
  const open = ['Breached', 'Late otherwise', 'At risk', 'Due today', 'Later', 'Waiting']
  expect(names({ status: 'unresolved', sort: 'due' })).toEqual(open)
  expect(names({ status: 'all' })).toEqual([...open, 'Done'])
  expect(names({})).toEqual([...open, 'Done'])
  expect(riskGroups({ status: 'open,resolved' }).at(-1)?.filter).toEqual({ status: 'resolved' })
  expect(names({ risk: 'later,at_risk', status: 'all' })).toEqual(['At risk', 'Later'])
  expect(names({ due: 'at_risk' })).toEqual(open)
})

test('pages go on where the last one ended, over the groups, and say where each case stands', async () => {
  const cases: Record<string, string[]> = { breached: ['a'], at_risk: ['b', 'c', 'd'], later: ['e'], none: [] }
  const read = async (filter: ViewFilter, cursor: string) => {
    const ids = cases[filter.risk ?? ''] ?? []
    const from = Number(cursor || 0)
    const items = ids.slice(from, from + 2).map((id) => ({ id }) as CaseRow)
    return { items, nextCursor: from + 2 < ids.length ? String(from + 2) : null }
  }
  const first = await riskPage({ status: 'unresolved' }, '', 2, read)
  expect(first.items.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(first.groups?.map(({ name }) => name)).toEqual(['Breached', 'At risk', 'At risk'])
  const rest = await riskPage({ status: 'unresolved' }, first.nextCursor ?? '', 9, read)
  expect(rest.items.map(({ id }) => id)).toEqual(['d', 'e'])
  expect(rest.groups?.map(({ name }) => name)).toEqual(['At risk', 'Later'])
  expect(rest.nextCursor).toBeNull()
})
