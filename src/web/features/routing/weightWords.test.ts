import { expect, test } from 'vitest'
import { turnSaid, turnsSaid, typesByWeight, weightExample, weightSentence } from './weightWords.ts'

const even = { low: 100, medium: 100, high: 100, critical: 100 }
const own = { low: 50, medium: 100, high: 150, critical: 300 }
const types = [
  { key: 'outage', name: 'Service outage', weight: 3 },
  { key: 'complaint', name: 'Complaint', weight: 1 },
  { key: 'question', name: 'General question', weight: 1 },
]
const text = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join('')

test('how priorities weigh is a sentence', () => {
  expect(text(weightSentence(even))).toBe('A case weighs what its type says, whatever its priority.')
  expect(text(weightSentence(own))).toBe(
    'A case weighs what its type says: a low one 0.5 times, a high one 1.5 times and a critical one 3 times.',
  )
  expect(text(weightSentence({ ...even, critical: 200 }))).toBe(
    'A case weighs what its type says: a critical one 2 times.',
  )
})

test('it is told by an example, and what the types say stands beside it', () => {
  expect(weightExample(types, own)).toBe(
    'A critical complaint counts as 3, a low one as 1: in whole numbers, and never less than 1.',
  )
  expect(weightExample([], own)).toBeNull()
  expect(typesByWeight(types)).toBe('Service outage 3; all others 1')
  expect(typesByWeight(types.slice(1))).toBe('every type 1')
})

const turn = (before: number, after: number, capacity = 20) => ({
  person: { id: 'a', name: 'Ana' },
  ...{ before, after, capacity },
})

test.each([
  [turn(19, 20), 'full: nothing new comes by itself'],
  [turn(20, 18), 'has room for 2 again'],
  [turn(20, 25), undefined],
  [turn(3, 5), undefined],
  [turn(3, 5, 0), undefined],
])('a load that turns says what that means: %j', (load, said) => {
  expect(turnSaid(load)?.said).toBe(said)
})

test('what would change stands in one line', () => {
  expect(turnsSaid(0, [])).toBe('No open case would weigh anything else.')
  expect(turnsSaid(4, [turn(19, 25), turn(20, 3)])).toBe(
    '4 open cases would weigh something else; 1 colleague would be full; 1 colleague would have room again',
  )
  expect(turnsSaid(1, [turn(3, 4)])).toBe(
    '1 open case would weigh something else; nobody would become full or free by it',
  )
})
