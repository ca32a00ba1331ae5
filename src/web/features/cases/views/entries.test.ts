import { expect, test } from 'vitest'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { entriesOf } from './entries.ts'

const now = new Date('2026-11-19T12:00:00Z')
const row = (id: string, priority: CaseRow['priority']) => ({ id, priority }) as CaseRow
const heads = (pages: Parameters<typeof entriesOf>[0], grouped = true) =>
  entriesOf(pages, 'priority', grouped, now).flatMap((entry) =>
    entry.kind === 'group' ? [`${entry.group.name} ${entry.count}${entry.open ? '+' : ''}`] : [],
  )

test('each group says how many stand in it, over the pages; the last may go on', () => {
  const first = { items: [row('a', 'critical'), row('b', 'high')], nextCursor: 'more' }
  const second = { items: [row('c', 'high'), row('d', 'low')], nextCursor: null }
  expect(heads([first])).toEqual(['Critical 1', 'High 1+'])
  expect(heads([first, second])).toEqual(['Critical 1', 'High 2', 'Low 1'])
  expect(heads([first, second], false)).toEqual([])
})
