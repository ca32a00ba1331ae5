import { expect, test } from 'vitest'
import { checkedWords, hoursWords, outcomeWords } from './trialWords.ts'

const tier = { field: 'tier', is: 'one_of', label: 'tier', values: ['Gold', 'Platinum'] } as const
test.each([
  [{ ...tier, saw: ['Gold'], held: true }, 'tier is Gold or Platinum'],
  [{ ...tier, saw: ['Silver'], held: false }, 'tier is Gold or Platinum; here Silver'],
  [{ ...tier, is: 'none_of', saw: [], held: false }, 'tier is not Gold or Platinum; here nothing'],
  [{ ...tier, label: 'Margin', values: [], saw: [], held: null }, 'Margin, which only leads read'],
] as const)('a condition with what it saw', (condition, words) => {
  const { values, saw, ...rest } = condition
  expect(checkedWords({ ...rest, values: [...values], saw: [...saw] }, new Map())).toBe(words)
})

test('what became of a policy, and by which hours its clocks count', () => {
  expect(outcomeWords({ outcome: 'taken', byContract: true })).toBe('taken: the contract promises it')
  expect(outcomeWords({ outcome: 'behind', byContract: false })).toBe('not asked any more')
  const clock = { metric: 'resolution', milestone: null, state: 'running', targetSeconds: 60, pinned: false } as const
  const dues = { dueBefore: null, dueAfter: null }
  const calendar = { name: 'Oslo', timeZone: 'Europe/Oslo', because: 'team' } as const
  expect(hoursWords({ ...clock, ...dues, calendar })).toBe('Oslo, of the team')
  expect(hoursWords({ ...clock, ...dues, calendar: null })).toBe('every hour counts')
})
