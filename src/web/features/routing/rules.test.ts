import { expect, test } from 'vitest'
import type { IntakeCondition, IntakeRule } from '../../../features/routing/contract/rules.ts'
import { doubtWords } from './doubtWords.ts'
import { drawn, dropped, withRule } from './draft.ts'
import { ruleExtras, ruleSentence, textOf, triedWords } from './ruleWords.ts'

const names = {
  conditions: new Map([
    ['incident', 'Technical issue'],
    ['hours', 'Office hours'],
    ['box', 'support@norrvik.example'],
    ['custom:users', 'Users affected'],
    ['pumps', 'Pumps'],
  ]),
  queues: new Map([['q', 'Technical support']]),
  skills: new Map([
    ['fr', 'French'],
    ['bill', 'Billing'],
  ]),
}
const rule = (more: Partial<IntakeRule>): IntakeRule => ({
  id: 'r',
  name: 'A rule',
  conditions: [],
  queueId: 'q',
  skills: [],
  priority: null,
  disabled: false,
  ...more,
})
const asks = (field: IntakeCondition['field'], is: IntakeCondition['is'], ...values: string[]): IntakeCondition => ({
  field,
  is,
  values,
})

test.each<[string, Partial<IntakeRule>]>([
  ['every case to Technical support.', {}],
  ['every case to a queue that is gone.', { queueId: 'gone' }],
  ['If type is Technical issue, to Technical support.', { conditions: [asks('type', 'one_of', 'incident')] }],
  [
    'If priority is at least high and the message has “leak” or “drips”, to Technical support.',
    { conditions: [asks('priority', 'at_least', 'high'), asks('words', 'one_of', 'leak', 'drips')] },
  ],
  [
    'If Office hours is closed and mailbox is not support@norrvik.example, to Technical support.',
    { conditions: [asks('open', 'none_of', 'hours'), asks('mailbox', 'none_of', 'box')] },
  ],
  [
    'If Users affected is less than 5, to Technical support.',
    { conditions: [{ ...asks('custom', 'less_than', '5'), key: 'users' }] },
  ],
  [
    'If the message speaks of Pumps and the message does not speak of Billing, to Technical support.',
    { conditions: [asks('skill', 'one_of', 'pumps'), asks('skill', 'none_of', 'Billing')] },
  ],
])('%s', (sentence, more) => {
  expect(textOf(ruleSentence(rule(more), names))).toBe(sentence)
})

test('what a rule sets beside the queue', () => {
  const skills: IntakeRule['skills'] = [
    { id: 'bill', level: 2, need: 'required' },
    { id: 'fr', level: 3, need: 'optional' },
  ]
  expect(ruleExtras(rule({ skills, priority: 'high' }), names).map(({ text }) => text)).toEqual([
    'requires Billing 2, asks at first for French 3',
    'priority becomes high',
  ])
  expect(ruleExtras(rule({}), names)).toEqual([])
})

test('a draft tells what is new, what changed and what is gone; another place in the list is no change of a rule', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => rule({ id }))
  const draft = withRule([b!, { ...a!, priority: 'high' }], rule({ id: 'd' }))
  expect(drawn([a!, b!, c!], draft).map(({ rule: { id }, state }) => `${id} ${state}`)).toEqual([
    'b same',
    'a changed',
    'd new',
  ])
  expect(dropped([a!, b!, c!], draft)).toEqual([c])
  // As a database writes it: the parts in another order, and nothing changed.
  const backwards = Object.fromEntries(Object.entries(a!).reverse()) as unknown as IntakeRule
  expect(drawn([a!], [backwards])[0]!.state).toBe('same')
})

test.each<[string, IntakeCondition[], string[][], boolean[]]>([
  ['every case', [], [], []],
  ['type is Technical issue', [asks('type', 'one_of', 'incident')], [['incident']], [true]],
  ['type is question, not Technical issue', [asks('type', 'one_of', 'incident')], [['question']], [false]],
  ['no tier', [asks('tier', 'one_of', 'Gold')], [[]], [false]],
  ['tier is Gold', [asks('vip', 'one_of', 'yes'), asks('tier', 'none_of', 'Gold')], [['yes'], ['Gold']], [true, false]],
  ['priority is low, lower than high', [asks('priority', 'at_least', 'high')], [['low']], [false]],
  ['no “leak” or “drips” in the message', [asks('words', 'one_of', 'leak', 'drips')], [[]], [false]],
  ['no word of Pumps in the message', [asks('skill', 'one_of', 'pumps')], [[]], [false]],
  ['Office hours is closed', [asks('open', 'one_of', 'hours')], [[]], [false]],
])('tried: %s', (words, conditions, saw, held) => {
  const tried = conditions.map((condition, at) => ({ ...condition, saw: saw[at]!, held: held[at]! }))
  expect(triedWords(tried, names.conditions)).toBe(words)
})

test('a rule that was met by a skill says which word spoke of it', () => {
  const tried = { ...asks('skill', 'one_of', 'pumps'), saw: ['pumps'], heard: ['impeller'], held: true }
  expect(triedWords([tried], names.conditions)).toBe('the message has “impeller” of Pumps')
  expect(triedWords([{ ...tried, is: 'none_of', held: false }], names.conditions)).toBe(
    'the message has “impeller” of Pumps',
  )
})

test('why a rule will never take a case', () => {
  const conditions = [
    asks('type', 'one_of', 'incident'),
    asks('type', 'none_of', 'incident'),
    asks('skill', 'one_of', 'pumps'),
  ]
  const rules = [rule({ id: 'a', name: 'First' }), rule({ id: 'b', conditions })]
  const doubt = { ruleId: 'b', kind: 'never' as const, condition: null, place: null, values: [], against: null }
  expect(doubtWords({ ...doubt, kind: 'hidden', place: 1 }, rules, names)).toBe(
    'Never reached: rule 1, First, takes every case that it would take.',
  )
  expect(doubtWords({ ...doubt, condition: 0, against: 1 }, rules, names)).toBe(
    'Never matches: “type is Technical issue” and “type is not Technical issue” exclude each other.',
  )
  expect(doubtWords({ ...doubt, condition: 0, values: ['German'] }, rules, names)).toBe(
    'Never matches: “German” stands in no list.',
  )
  expect(doubtWords({ ...doubt, condition: 2, values: ['pumps'] }, rules, names)).toBe(
    'Never matches: “Pumps” has no words, or is gone.',
  )
})
