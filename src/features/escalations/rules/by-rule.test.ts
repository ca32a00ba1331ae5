import { expect, test } from 'vitest'
import type { RuleDefinition } from '../contract/by-rule.ts'
import { asksForSomething, escalationBy, isTouched, movedBy, type RuleFacts } from './by-rule.ts'

const calm: RuleFacts = {
  level: 0,
  reopened: 0,
  unanswered: 1,
  priority: 'medium',
  type: 'general_question',
  product: null,
  channel: 'email',
  team: 'team',
  queue: null,
  account: null,
  tier: null,
  contract: null,
  tags: [],
  language: 'en',
  vip: null,
  custom: {},
}
const rule = (level: number, asked: Partial<RuleDefinition>): RuleDefinition => ({
  reopened: null,
  unanswered: null,
  conditions: [],
  level,
  to: { who: 'lead' },
  how: 'tell',
  ...asked,
})
const reopened = rule(1, { reopened: 2 })
const unheard = rule(2, { unanswered: 3 })
const important = rule(3, {
  conditions: [
    { field: 'tier', is: 'one_of', values: ['Gold', 'Platinum'] },
    { field: 'priority', is: 'at_least', values: ['high'] },
  ],
})
const all = [reopened, unheard, important]

test.each([
  ['nothing holds', calm, null, undefined],
  ['reopened once is not twice', { reopened: 1 }, null, undefined],
  ['reopened twice', { reopened: 2 }, reopened, 'reopened twice'],
  ['three messages without an answer', { unanswered: 3 }, unheard, '3 messages of the customer without an answer'],
  [
    'the highest level goes first',
    { reopened: 5, unanswered: 4 },
    unheard,
    '4 messages of the customer without an answer',
  ],
  ['at that level already, by whomever', { unanswered: 4, level: 2 }, null, undefined],
  ['above it', { reopened: 9, level: 3 }, null, undefined],
  ['one condition of two', { tier: 'Gold' }, null, undefined],
  ['both', { tier: 'Gold', priority: 'critical' }, important, 'tier Gold, critical priority'],
  ['beyond the level it has', { tier: 'Gold', priority: 'high', level: 2 }, important, 'tier Gold, high priority'],
])('%s', (_, facts, chosen, because) => {
  const decision = escalationBy(all, { ...calm, ...facts })
  expect(decision?.rule ?? null).toBe(chosen)
  expect(decision?.because).toBe(because)
})

test('a value may also be asked not to be there', () => {
  const strangers = rule(1, {
    conditions: [
      { field: 'vip', is: 'none_of', values: ['yes'] },
      { field: 'tag', is: 'one_of', values: ['loud'] },
    ],
  })
  expect(escalationBy([strangers], { ...calm, tags: ['loud', 'wet'] })?.because).toBe('tagged loud')
  expect(escalationBy([strangers], { ...calm, tags: ['loud'], vip: true })).toBeNull()
})

test.each([
  ['case.opened', { asksRules: true }, 'all'],
  ['case.opened', { imported: true }, null],
  ['case.reopened', {}, ['reopened', 'unanswered']],
  ['message.received', {}, ['unanswered']],
  ['message.received', { machine: true }, null],
  ['message.received', { bounce: true }, null],
  ['message.received', { opening: true }, null],
  ['case.priority_set', { from: 'low', to: 'high' }, ['priority']],
  ['case.priority_set', { from: 'critical', to: 'high' }, null],
  ['case.resolved', {}, null],
])('%s %o asks the rules that look at what it moved', (name, content, moved) => {
  expect(movedBy(name, content)).toEqual(moved)
})

test('a rule asks for something', () => {
  expect([rule(1, {}), reopened, unheard, important].map(asksForSomething)).toEqual([false, true, true, true])
})

test('a rule is asked only of what it looks at', () => {
  expect(isTouched(reopened, ['priority'])).toBe(false)
  expect(isTouched(important, ['priority'])).toBe(true)
  expect(isTouched(reopened, 'all')).toBe(true)
})
