import { expect, test } from 'vitest'
import { conditionWords, isWhole } from './conditions.ts'

const names = new Map([['t1', 'Billing']])
test.each([
  ['always', []],
  ['team is Billing', [{ field: 'team' as const, is: 'one_of' as const, values: ['t1'] }]],
  [
    'tier is not Gold or Silver and VIP is yes',
    [
      { field: 'tier' as const, is: 'none_of' as const, values: ['Gold', 'Silver'] },
      { field: 'vip' as const, is: 'one_of' as const, values: ['yes'] },
    ],
  ],
])('%s', (words, conditions) => {
  expect(conditionWords({ conditions }, names)).toBe(words)
})

test('a condition without a value is not finished', () => {
  expect(isWhole([])).toBe(true)
  expect(isWhole([{ field: 'tier', is: 'one_of', values: [] }])).toBe(false)
})
