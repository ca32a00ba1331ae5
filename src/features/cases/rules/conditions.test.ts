import { expect, test } from 'vitest'
import { type Condition, Conditions } from '../contract/conditions.ts'
import { conditionsWords, nameKey } from './condition-words.ts'
import { type ConditionFacts, checkCondition, checkConditions } from './conditions.ts'

type Asked = [Condition['field'] | `custom:${string}`, Condition['is'], ...string[]]
function asking([asked, is, ...values]: Asked): Condition {
  const [field, key] = asked.split(':') as [Condition['field'], string?]
  return { field, ...(key !== undefined && { key }), is, values }
}

test.each<[Asked, ConditionFacts, boolean, string[]]>([
  [['priority', 'one_of', 'high', 'critical'], { priority: 'high' }, true, ['high']],
  [['priority', 'at_least', 'high'], { priority: 'critical' }, true, ['critical']],
  [['priority', 'at_least', 'high'], { priority: 'medium' }, false, ['medium']],
  [['priority', 'less_than', 'high'], { priority: 'medium' }, true, ['medium']],
  [['product', 'one_of', 'p1'], { product: null }, false, []],
  [['product', 'none_of', 'p1'], { product: null }, true, []],
  [['tag', 'none_of', 'down'], { tag: ['slow', 'down'] }, false, ['slow', 'down']],
  [['tier', 'one_of', 'gold'], { tier: 'Gold' }, true, ['Gold']],
  [['custom:impact', 'one_of', 'all', 'site'], { custom: { impact: 'site' } }, true, ['site']],
  [['custom:parts', 'one_of', 'tube'], { custom: { parts: ['lamp', 'tube'] } }, true, ['lamp', 'tube']],
  [['custom:down', 'one_of', 'yes'], { custom: { down: true } }, true, ['yes']],
  [['custom:down', 'one_of', 'no'], { custom: { down: false } }, true, ['no']],
  [['custom:down', 'one_of', 'no'], { custom: {} }, false, []],
  [['custom:where', 'one_of', 'Hall 3'], { custom: { where: ' hall 3 ' } }, true, [' hall 3 ']],
  [['custom:users', 'at_least', '50'], { custom: { users: 50 } }, true, ['50']],
  [['custom:users', 'at_least', '50'], { custom: { users: 9 } }, false, ['9']],
  [['custom:users', 'less_than', '50'], { custom: { users: 9.5 } }, true, ['9.5']],
  [['custom:users', 'one_of', '9'], { custom: { users: 9 } }, true, ['9']],
  [['custom:users', 'at_least', '0'], { custom: { users: 'many' } }, false, ['many']],
  [['custom:users', 'at_least', '-1'], { custom: { users: '' } }, false, []],
  [['custom:amount', 'at_least', '2318.4'], { custom: { amount: '2318.40' } }, true, ['2318.40']],
  [['custom:amount', 'one_of', '2318.4'], { custom: { amount: '2318.40' } }, true, ['2318.40']],
  [['custom:impact', 'one_of', 'x'], {}, false, []],
])('%j of %j: %s', (asked, facts, held, saw) => {
  expect(checkCondition(asking(asked), facts)).toMatchObject({ held, saw })
})

test('all must hold, and none at all hold always', () => {
  const both = [asking(['tier', 'one_of', 'Gold']), asking(['priority', 'at_least', 'high'])]
  expect(checkConditions(both, { tier: 'Gold', priority: 'high' }).matched).toBe(true)
  expect(checkConditions(both, { tier: 'Gold', priority: 'low' }).matched).toBe(false)
  expect(checkConditions([], {}).matched).toBe(true)
})

test.each<[string, Asked[]]>([
  ['names no field of a type', [['custom', 'one_of', 'x']]],
  ['names a field of a type, and asks for something else', [['tier:impact' as 'tier', 'one_of', 'x']]],
  ['expects priorities: low, medium, high, critical', [['priority', 'one_of', 'urgent']]],
  ['compares what is neither a priority nor a number', [['tier', 'at_least', 'Gold']]],
  ['compares with one value', [['priority', 'at_least', 'low', 'high']]],
  ['compares with a number', [['custom:users', 'at_least', 'many']]],
])('refuses what %s', (message, asked) => {
  expect(Conditions.safeParse(asked.map(asking)).error?.issues.map((issue) => issue.message)).toEqual([message])
})

const names = new Map([
  ['t1', 'Billing'],
  [nameKey('impact'), 'Impact'],
  [nameKey('impact', 'all'), 'The whole site'],
])
test.each<[string, Asked[]]>([
  ['', []],
  ['team is Billing', [['team', 'one_of', 't1']]],
  [
    'tier is not Gold or Silver and VIP is yes',
    [
      ['tier', 'none_of', 'Gold', 'Silver'],
      ['vip', 'one_of', 'yes'],
    ],
  ],
  ['priority is at least high', [['priority', 'at_least', 'high']]],
  ['priority is lower than high', [['priority', 'less_than', 'high']]],
  ['Impact is The whole site or all of it', [['custom:impact', 'one_of', 'all', 'all of it']]],
  ['users is less than 50', [['custom:users', 'less_than', '50']]],
])('in words: %s', (words, asked) => {
  expect(conditionsWords(asked.map(asking), names)).toBe(words)
})
