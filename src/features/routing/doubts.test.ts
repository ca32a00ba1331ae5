import { expect, test } from 'vitest'
import { type IntakeCondition, IntakeRule } from './contract/rules.ts'
import { doubtsOf, type KnownValues } from './rules/doubts.ts'
import { matchRule } from './rules/intake.ts'

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const known: KnownValues = {
  lists: {
    type: new Set(['billing_dispute', 'complaint']),
    language: new Set(['de', 'fr']),
    tier: new Set(['gold', 'silver']),
    skill: new Set([id(1), id(2)]),
  },
  wordless: new Set([id(2)]),
  fields: new Map([
    ['amount', null],
    ['scope', new Set(['site', 'unit'])],
  ]),
}
const asks = (
  field: IntakeCondition['field'],
  is: IntakeCondition['is'],
  values: string[],
  key?: string,
): IntakeCondition => ({ field, is, values, ...(key && { key }) })
const listed = (...all: IntakeCondition[][]) =>
  all.map((conditions, at) => IntakeRule.parse({ id: id(at), name: `Rule ${at + 1}`, queueId: id(9), conditions }))
const doubts = (...all: IntakeCondition[][]) => doubtsOf(listed(...all), known).map(({ kind }) => kind)

test.each<[string, IntakeCondition[], string[]]>([
  ['a tier that accounts have', [asks('tier', 'one_of', ['Gold'])], []],
  ['a word for a language', [asks('language', 'one_of', ['German'])], ['never']],
  ['a language with a slip beside it', [asks('language', 'one_of', ['German', 'de'])], ['lost']],
  ['not a type that is gone', [asks('type', 'none_of', ['refund'])], ['lost']],
  ['a skill without words', [asks('skill', 'one_of', [id(2)])], ['never']],
  ['a skill with words', [asks('skill', 'one_of', [id(1), id(2)])], ['lost']],
  ['a field that no form has', [asks('custom', 'at_least', ['5'], 'gone')], ['lost']],
  ['a choice that is gone', [asks('custom', 'one_of', ['hall'], 'scope')], ['never']],
  ['an amount', [asks('custom', 'at_least', ['5'], 'amount')], []],
  ['two tiers at once', [asks('tier', 'one_of', ['Gold']), asks('tier', 'one_of', ['silver'])], ['never']],
  ['two tags at once', [asks('tag', 'one_of', ['a']), asks('tag', 'one_of', ['b'])], []],
  ['what it excludes', [asks('type', 'none_of', ['complaint']), asks('type', 'one_of', ['complaint'])], ['never']],
  ['high and low', [asks('priority', 'at_least', ['high']), asks('priority', 'less_than', ['medium'])], ['never']],
  ['low and high', [asks('priority', 'one_of', ['low']), asks('priority', 'at_least', ['high'])], ['never']],
])('a rule that asks for %s', (_, conditions, kinds) => {
  expect(doubts(conditions)).toEqual(kinds)
})

test.each<[string, IntakeCondition[], IntakeCondition[], boolean]>([
  ['everything', [], [asks('tier', 'one_of', ['Gold'])], true],
  ['the same with more beside', [asks('tier', 'one_of', ['gold', 'Silver'])], [asks('tier', 'one_of', ['Gold'])], true],
  ['less', [asks('tier', 'one_of', ['Gold'])], [asks('tier', 'one_of', ['Gold', 'Silver'])], false],
  [
    'one that asks for more',
    [asks('tier', 'one_of', ['Gold']), asks('vip', 'one_of', ['yes'])],
    [asks('tier', 'one_of', ['Gold'])],
    false,
  ],
  ['all but another tier', [asks('tier', 'none_of', ['Gold'])], [asks('tier', 'one_of', ['Silver'])], true],
  ['all but a tag', [asks('tag', 'none_of', ['a'])], [asks('tag', 'one_of', ['b'])], false],
  ['from a priority on', [asks('priority', 'at_least', ['medium'])], [asks('priority', 'one_of', ['high'])], true],
  ['from a higher one on', [asks('priority', 'at_least', ['high'])], [asks('priority', 'at_least', ['medium'])], false],
  ['below', [asks('priority', 'less_than', ['high'])], [asks('priority', 'less_than', ['medium'])], true],
  [
    'numbers from less on',
    [asks('custom', 'at_least', ['5'], 'amount')],
    [asks('custom', 'at_least', ['50'], 'amount')],
    true,
  ],
  [
    'none below, however high',
    [asks('priority', 'none_of', ['low'])],
    [asks('priority', 'at_least', ['medium'])],
    true,
  ],
])('a rule behind one that takes %s', (_, first, second, hidden) => {
  const [found] = doubtsOf(listed(first, second), known)
  expect(found?.kind === 'hidden' && found.place === 1).toBe(hidden)
})

test('what is said to be hidden is never reached: no case matches it and not the one before', () => {
  const values = ['low', 'medium', 'high', 'critical']
  const ways = ['one_of', 'none_of', 'at_least', 'less_than'] as const
  const all = [[], ['a'], ['b'], ['a', 'b']].flatMap((tags) => values.map((priority) => ({ tag: tags, priority })))
  const conditions = [
    ...ways.flatMap((is) => values.map((value) => asks('priority', is, [value]))),
    ...(['one_of', 'none_of'] as const).flatMap((is) =>
      [['a'], ['b'], ['a', 'b']].map((each) => asks('tag', is, each)),
    ),
    asks('priority', 'one_of', ['low', 'high']),
    asks('priority', 'none_of', ['medium', 'critical']),
  ]
  let hidden = 0
  for (const first of conditions)
    for (const second of conditions) {
      const rules = listed([first], [second])
      const [found] = doubtsOf(rules, known).filter(({ ruleId }) => ruleId === rules[1]!.id)
      if (found?.kind !== 'hidden') continue
      hidden++
      for (const facts of all) {
        const { rule } = matchRule({ ...facts, contact: null, mailbox: null, text: '', skills: [], open: [] }, rules)
        expect(rule?.place).not.toBe(2)
      }
    }
  expect(hidden).toBeGreaterThan(30)
})

test('a rule that is passed over is doubted by nobody and hides none', () => {
  const [first, second] = listed([], [asks('tier', 'one_of', ['Gold'])])
  expect(doubtsOf([{ ...first!, disabled: true }, second!], known)).toEqual([])
  expect(doubtsOf([first!, { ...second!, disabled: true }], known)).toEqual([])
})
