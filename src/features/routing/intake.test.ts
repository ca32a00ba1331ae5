import { expect, test } from 'vitest'
import { IntakeRule } from './contract/rules.ts'
import { type IntakeFacts, matchRule } from './rules/intake.ts'
import { wantedSkills } from './rules/wanted.ts'

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const facts: IntakeFacts = {
  type: 'billing_dispute',
  priority: 'high',
  channel: 'email',
  account: id(1),
  tier: 'Gold',
  tag: ['vat'],
  language: 'fr',
  vip: 'yes',
  custom: { amount: 700 },
  contact: id(2),
  mailbox: id(3),
  text: 'Facture 3381\nThe pump was charged twice',
  skills: [
    { id: id(5), words: ['invoice', 'facture'] },
    { id: id(6), words: ['chiller'] },
    { id: id(7), words: [] },
  ],
  open: [id(4)],
}
const rule = (conditions: object[], more: object = {}) =>
  IntakeRule.parse({ id: id(8), name: 'A rule', queueId: id(9), conditions, ...more })

test.each<[string, object[], boolean]>([
  ['nothing asked', [], true],
  ['type', [{ field: 'type', is: 'one_of', values: ['billing_dispute'] }], true],
  ['priority at least', [{ field: 'priority', is: 'at_least', values: ['critical'] }], false],
  ['tier', [{ field: 'tier', is: 'none_of', values: ['gold'] }], false],
  ['a field of its type', [{ field: 'custom', key: 'amount', is: 'at_least', values: ['500'] }], true],
  ['words', [{ field: 'words', is: 'one_of', values: ['facture', 'rechnung'] }], true],
  ['words, whole ones', [{ field: 'words', is: 'one_of', values: ['pum'] }], false],
  ['none of these words', [{ field: 'words', is: 'none_of', values: ['charged'] }], false],
  ['the words of a skill', [{ field: 'skill', is: 'one_of', values: [id(5)] }], true],
  ['one of two skills', [{ field: 'skill', is: 'one_of', values: [id(6), id(5)] }], true],
  ['a skill that nothing speaks of', [{ field: 'skill', is: 'one_of', values: [id(6)] }], false],
  ['a skill without words', [{ field: 'skill', is: 'one_of', values: [id(7)] }], false],
  ['no word of a skill', [{ field: 'skill', is: 'none_of', values: [id(6)] }], true],
  ['contact', [{ field: 'contact', is: 'one_of', values: [id(2)] }], true],
  ['mailbox', [{ field: 'mailbox', is: 'none_of', values: [id(3)] }], false],
  ['while a calendar is open', [{ field: 'open', is: 'one_of', values: [id(4)] }], true],
  ['while it is closed', [{ field: 'open', is: 'none_of', values: [id(4)] }], false],
  [
    'all of them',
    [
      { field: 'language', is: 'one_of', values: ['fr'] },
      { field: 'tag', is: 'one_of', values: ['other'] },
    ],
    false,
  ],
])('a rule asks for %s', (_, conditions, matched) => {
  expect(matchRule(facts, [rule(conditions)]).rule !== null).toBe(matched)
})

test('the first that matches counts, disabled ones are passed over, and each says what it saw', () => {
  const rules = [
    rule([{ field: 'tier', is: 'one_of', values: ['Platinum'] }], { id: id(5), name: 'Platinum' }),
    rule([], { id: id(6), disabled: true }),
    rule([{ field: 'language', is: 'one_of', values: ['fr'] }], { id: id(7), name: 'French' }),
    rule([]),
  ]
  const { rule: found, tried } = matchRule(facts, rules)
  expect(found).toMatchObject({ name: 'French', place: 3 })
  expect(tried.map(({ name, matched, conditions }) => [name, matched, conditions[0]!.saw])).toEqual([
    ['Platinum', false, ['Gold']],
    ['French', true, ['fr']],
  ])
  expect(matchRule(facts, rules.slice(0, 2)).rule).toBeNull()
})

test('a rule that asks for a skill tells the word that spoke of it', () => {
  const { tried } = matchRule(facts, [rule([{ field: 'skill', is: 'one_of', values: [id(6), id(5)] }])])
  expect(tried[0]!.conditions[0]).toMatchObject({ saw: [id(5)], heard: ['facture'], held: true })
})

test.each([
  [{ field: 'words', is: 'at_least', values: ['x'] }],
  [{ field: 'skill', is: 'at_least', values: [id(5)] }],
  [{ field: 'queue', is: 'one_of', values: [id(1)] }],
  [{ field: 'open', key: 'a', is: 'one_of', values: [id(1)] }],
  [{ field: 'priority', is: 'one_of', values: ['urgent'] }],
])('a condition that means nothing is refused: %o', (condition) => {
  expect(() => rule([condition])).toThrow()
})

test('skills come from rule, type, language and words, the strongest need and the highest level', () => {
  const skill = (n: number, name: string, more: object = {}) => ({
    id: id(n),
    name,
    language: null,
    words: [],
    ...more,
  })
  const known = [
    skill(1, 'French', { language: 'fr' }),
    skill(2, 'Billing'),
    skill(3, 'Pumps', { words: ['pump'] }),
    skill(4, 'Chillers'),
  ]
  const wanted = wantedSkills(known, { language: 'fr-CH', names: [], text: facts.text }, [
    { because: 'the rule Bills', skills: [{ id: id(2), level: 2, need: 'required' }] },
    {
      because: 'its type asks for it',
      skills: [
        { name: 'billing', level: 4, need: 'optional' },
        { name: 'Nothing known', level: 5, need: 'required' },
      ],
    },
  ])
  expect(wanted.map(({ name, level, need, because }) => [name, level, need, because])).toEqual([
    ['French', 1, 'welcome', 'it is in French'],
    ['Billing', 4, 'required', 'the rule Bills'],
    ['Pumps', 1, 'welcome', 'it says “pump”'],
  ])
})
