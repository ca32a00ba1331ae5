import { expect, test } from 'vitest'
import type { Matter, WorkItem } from '../../../features/cases/contract/my-next.ts'
import { countsOf, keptSearch, myNextFilterIn, narrowed, sumOf } from './myNextFilter.ts'

const matter = (kind: string, reason: string) => ({ kind, reason }) as unknown as Matter
const item = (subject: string, more: Partial<WorkItem> = {}, row: object = {}) =>
  ({
    id: subject,
    group: 'today',
    matters: [{ kind: 'case', reason: 'Next: call back' }],
    ...more,
    case: {
      subject,
      number: 'C-1',
      account: { id: 'a', name: 'Meridian Labs' },
      contact: null,
      type: { name: 'Billing dispute' },
      stage: { label: 'Verification' },
      tags: [],
      unread: false,
      customerRepliedAt: null,
      ...row,
    },
  }) as unknown as WorkItem
const items = [
  item('Late', { group: 'overdue' }),
  item('Answered', {}, { customerRepliedAt: '2026-11-19T12:00:00.000Z', unread: true }),
  item('Certificate', { matters: [matter('case', 'Unread message'), matter('task', 'Task: Request it')] }),
  item('Rests', { group: 'waiting' }, { account: { id: 'b', name: 'Kestrel Brewing' } }),
]
const left = (search: string) => narrowed(items, myNextFilterIn(search)).map(({ id }) => id)

test.each([
  ['', ['Late', 'Answered', 'Certificate', 'Rests']],
  ['?kind=overdue', ['Late']],
  ['?kind=replied', ['Answered']],
  ['?kind=tasks', ['Certificate']],
  ['?kind=none-such', ['Late', 'Answered', 'Certificate', 'Rests']],
  ['?find=kestrel', ['Rests']],
  ['?find=REQUEST+meridian', ['Certificate']],
  ['?kind=waiting&find=meridian', []],
])('%s leaves %j', (search, subjects) => {
  expect(left(search)).toEqual(subjects)
})

test('counts say what each kind would leave, and walking on keeps the filter and nothing else', () => {
  expect(countsOf(items)).toEqual({ overdue: 1, at_risk: 0, replied: 1, unread: 1, tasks: 1, approvals: 0, waiting: 1 })
  expect(keptSearch('?why=due&kind=overdue&find=a')).toBe('?kind=overdue&find=a')
  expect(keptSearch('?why=due')).toBe('')
})

test.each([
  [{}, '4 of yours, 1 wait for others'],
  [{ owner: { id: 'other' } }, '3 of yours, 1 of colleagues, who ask something of you, 1 wait for others'],
])('the sum says what the number is made of %#', (row, said) => {
  const owned = items.map((each) => ({ ...each, case: { ...each.case, owner: { id: 'me', name: 'Ana' } } }))
  const [first, ...rest] = owned
  const all = [{ ...first!, case: { ...first!.case, ...row } }, ...rest] as WorkItem[]
  expect(sumOf(all, 'me')).toBe(said)
})
