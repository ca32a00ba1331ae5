import { expect, test } from 'vitest'
import { standardPolicy } from './defaults.ts'
import { tryAll } from './rules/trial.ts'

const policy = (id: string, tier?: string) => ({
  ...standardPolicy,
  ...{ id, name: id, version: 1 },
  conditions: tier ? [{ field: 'tier' as const, is: 'one_of' as const, values: [tier] }] : [],
})
const all = [policy('gold', 'Gold'), policy('silver', 'Silver'), policy('others')]
const outcomes = (tier: string | null, promised: string | null = null, off: string[] = []) => {
  const { chosen, tried } = tryAll(
    all.map((each) => ({ policy: each, off: off.includes(each.id) })),
    { tier, contract: 'sc' },
    promised,
  )
  return [chosen?.id ?? null, ...tried.map(({ outcome, byContract }) => (byContract ? 'promised' : outcome))]
}

test.each([
  ['the first whose conditions hold', outcomes('Gold'), ['gold', 'taken', 'behind', 'behind']],
  ['what does not hold is passed', outcomes('Silver'), ['silver', 'passed', 'taken', 'behind']],
  ['the last takes what is left', outcomes(null), ['others', 'passed', 'passed', 'taken']],
  ['what a contract promises comes before all', outcomes('Gold', 'silver'), ['silver', 'behind', 'promised', 'behind']],
  ['one that is off is passed over', outcomes('Gold', null, ['gold']), ['others', 'off', 'passed', 'taken']],
  ['one that is off is promised in vain', outcomes('Gold', 'silver', ['silver']), ['gold', 'taken', 'off', 'behind']],
  [
    'where all are off there is none',
    outcomes('Gold', null, ['gold', 'silver', 'others']),
    [null, 'off', 'off', 'off'],
  ],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})
