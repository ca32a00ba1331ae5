import { expect, test } from 'vitest'
import type { CarriedCase, Carrier, WaitingQueue, Workload } from '../../../features/workload/contract.ts'
import { columnsOf, consequence, pickedWith } from './columns.ts'

const none = { open: 0, waiting: 0, atRisk: 0, late: 0, oldestAt: null, cases: [] }
const person = (name: string, more: Partial<Carrier> = {}): Carrier => ({
  person: { id: name, name },
  status: 'online',
  statusSince: '2026-11-19T08:00:00Z',
  absent: null,
  gone: false,
  takesCases: true,
  load: 10,
  capacity: 20,
  ...none,
  ...more,
})
const queue: WaitingQueue = { queue: { id: 'q', name: 'Desk' }, calledAt: null, ...none, open: 1 }
const empty: WaitingQueue = { ...queue, queue: { id: 'e', name: 'Calm' }, open: 0 }
const lifted = (owner: string | null, status: 'open' | 'pending' = 'open', weight = 3) =>
  ({ case: { owner: owner && { id: owner, name: owner }, status }, weight }) as CarriedCase
const columns = (...people: Carrier[]) => columnsOf({ queues: [empty, queue], people } as unknown as Workload)

test('what waits stands before people, an empty queue behind; who takes no cases stands there only while they have one', () => {
  const light = { takesCases: false }
  expect(
    columns(person('Ana'), person('Tom', light), person('Ulf', { ...light, open: 1 })).map(({ title }) => title),
  ).toEqual(['Desk', 'Ana', 'Ulf', 'Calm'])
})

test.each<[string, Carrier, CarriedCase, ReturnType<typeof consequence>]>([
  ['with room', person('Ana'), lifted('Ben'), { allowed: true, said: '10 → 13 of 20' }],
  ['one that waits takes none', person('Ana'), lifted('Ben', 'pending'), { allowed: true, said: '10 → 10 of 20' }],
  [
    'more than fits',
    person('Ana', { load: 18 }),
    lifted('Ben'),
    { allowed: true, said: '18 → 21 of 20, more than fits' },
  ],
  ['back to who has it', person('Ana'), lifted('Ana'), null],
  [
    'to somebody after hours',
    person('Ana', { absent: 'outside their working hours' }),
    lifted('Ben'),
    { allowed: true, said: '10 → 13 of 20, outside their working hours' },
  ],
  [
    'to somebody on leave',
    person('Ana', { absent: 'on leave until 30 Nov', gone: true }),
    lifted('Ben'),
    { allowed: false, said: 'on leave until 30 Nov' },
  ],
  [
    'to a role that takes none',
    person('Ana', { takesCases: false, open: 1 }),
    lifted('Ben'),
    { allowed: false, said: 'their role takes no cases' },
  ],
])('dropping one %s', (_, to, what, expected) => {
  expect(consequence(columns(to)[1]!, [what])).toEqual(expected)
})

test('dropping one on the queue lets routing decide again', () => {
  expect(consequence(columns()[0]!, [lifted('Ana')])).toEqual({ allowed: true, said: 'routing decides again' })
  expect(consequence(columns()[0]!, [lifted(null)])).toBeNull()
})

test('several at once have one consequence; those that lie there already stay', () => {
  const [ana, ben] = columns(person('Ana'), person('Ben')).slice(1)
  const several = [lifted('Ben'), lifted('Ben', 'pending'), lifted(null), lifted('Ana')]
  expect(consequence(ana!, several)).toEqual({ allowed: true, said: '3 cases, 10 → 16 of 20' })
  expect(consequence(ben!, [lifted('Ben'), lifted('Ana')])).toEqual({ allowed: true, said: '10 → 13 of 20' })
})

test('picking one after another, and all between two of a column', () => {
  const cases = ['a', 'b', 'c', 'd'].map((id) => ({ case: { id }, weight: 1 }) as CarriedCase)
  const among = { columns: columns(person('Ana', { cases, open: 4 })), last: 'b' }
  const pick = (picked: string[], id: string, range = false, last: string | null = 'b') => [
    ...pickedWith(new Set(picked), id, { ...among, range, last }),
  ]
  expect(pick([], 'a')).toEqual(['a'])
  expect(pick(['a', 'b'], 'a')).toEqual(['b'])
  expect(pick(['b'], 'd', true)).toEqual(['b', 'c', 'd'])
  expect(pick(['b'], 'a', true)).toEqual(['b', 'a'])
  expect(pick([], 'd', true, null)).toEqual(['d'])
  expect(pick(['x'], 'd', true, 'x')).toEqual(['x', 'd'])
})
