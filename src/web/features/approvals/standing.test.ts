import { expect, test } from 'vitest'
import type { Approval } from '../../../features/approvals/contract.ts'
import { tellEvent } from '../cases/eventWords.ts'
import { latest, modeWords, unsettled, waitsFor } from './standing.ts'

const vote = (name: string, next = true) =>
  ({ person: { id: name, name }, standIn: null, decidedBy: null, next }) as Approval['votes'][number]
const approval = (key: string | null, round: number, state: Approval['state']) =>
  ({ id: `${key} ${round}`, key, round, state }) as Approval

test('of each approval the last round counts, and what is settled stands in nobody’s way', () => {
  const items = [
    approval('b', 2, 'waiting'),
    approval(null, 1, 'rejected'),
    approval('b', 1, 'rejected'),
    approval('a', 1, 'approved'),
  ]
  expect(latest(items).map(({ id }) => id)).toEqual(['b 2', 'null 1', 'a 1'])
  expect(unsettled(items).map(({ id }) => id)).toEqual(['null 1', 'b 2'])
})

test.each([
  [[vote('Tom')], 'Tom'],
  [[vote('Tom'), vote('Ana')], 'Tom or Ana'],
  [[vote('Tom'), vote('Ana'), vote('Mira')], 'Tom and 2 others'],
  [[vote('Tom', false), vote('Ana')], 'Ana'],
  [[], 'nobody who may decide'],
])('it waits for %#: %s', (votes, words) => expect(waitsFor({ votes })).toBe(words))

test('someone stands in', () => {
  const votes = [{ ...vote('Tom'), standIn: { id: 'm', name: 'Mira', because: 'Tom is on leave' } }]
  expect(waitsFor({ votes })).toBe('Mira')
})

test.each([
  ['approval.asked', { people: [{ name: 'Tom' }] }, 'Ana asks: “Discount” has to be approved by Tom'],
  ['approval.rejected', { because: ['refused by Ana'], comment: 'No' }, 'Rejected by Ana: Discount: “No”'],
])('%s names whoever did it once', (name, content, text) => {
  const entry = { name, content: { title: 'Discount', ...content }, actor: { kind: 'person', name: 'Ana' } }
  expect(tellEvent(entry as unknown as Parameters<typeof tellEvent>[0])).toMatchObject({ text, because: '' })
})

test.each([
  ['any', 1, false, 'one of them is enough'],
  ['all', 3, true, 'all of them, one after the other'],
  ['at_least', 2, false, '2 of 3'],
] as const)('%s, %s, in order %s: %s', (mode, needed, inOrder, words) =>
  expect(modeWords({ mode, needed, inOrder, votes: [vote('A'), vote('B'), vote('C')] })).toBe(words),
)
