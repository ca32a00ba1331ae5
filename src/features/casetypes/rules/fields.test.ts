import { expect, test } from 'vitest'
import type { Field } from '../contract/fields.ts'
import { shipped } from '../defaults/build.ts'
import {
  differing,
  fieldProblems,
  fieldsToEnter,
  fieldsToResolve,
  isAsked,
  isFilled,
  problemOfValue,
  valueWords,
} from './fields.ts'

const field = (part: Partial<Field>): Field => ({
  key: 'it',
  label: 'It',
  kind: 'text',
  choices: [],
  seenBy: 'staff',
  ...part,
})
const colours = [
  { key: 'red', label: 'Red' },
  { key: 'blue', label: 'Blue' },
]
const person = '01a2031f-d0d5-7013-8843-b09e7ef999b7'

test.each<[Field['kind'], unknown[], unknown[]]>([
  ['text', ['NB-3381'], ['', '  ', 7, null]],
  ['long_text', ['Switched off\nand on'], ['']],
  ['number', [0, -2.5], ['3', Number.NaN, Number.POSITIVE_INFINITY]],
  ['money', ['2318.40', '0', '-3.5'], [2318.4, '2.318,40', '1e3', '']],
  ['date', ['2024-02-29', '2026-11-22'], ['2026-02-29', '2026-13-01', '22.11.2026', '2026-11-22T10:00']],
  ['yes_no', [true, false], ['yes', 0]],
  ['choice', ['red'], ['green', ['red'], '']],
  ['several', [['red', 'blue'], ['blue']], [[], ['green'], 'red']],
  ['person', [person], ['ana', person.toUpperCase()]],
  ['account', [person], ['Meridian Labs']],
  ['product', [person], ['VP-22']],
  ['file', [person], ['crack.png']],
])('%s takes what fits it', (kind, good, bad) => {
  const it = field({ kind, choices: colours, currency: 'EUR' })
  for (const value of good) expect(problemOfValue(it, value), String(value)).toBeNull()
  for (const value of bad) expect(isFilled(it, value), String(value)).toBe(false)
})

test.each<[string[], unknown, boolean]>([
  [['yes'], true, true],
  [['yes'], false, false],
  [['no'], false, true],
  [['red', 'blue'], 'blue', true],
  [['red'], 'blue', false],
  [['red'], ['blue', 'red'], true],
  [['red'], undefined, false],
])('a field asked while another is %j: with %j it is %s', (is, value, asked) => {
  expect(isAsked(field({ when: { field: 'other', is } }), { other: value })).toBe(asked)
})

test.each<[Partial<Field>, unknown, string]>([
  [{ kind: 'money', currency: 'EUR' }, '2318.40', '€2,318.40'],
  [{ kind: 'yes_no' }, false, 'no'],
  [{ kind: 'choice', choices: colours }, 'red', 'Red'],
  [{ kind: 'several', choices: colours }, ['red', 'blue'], 'Red, Blue'],
  [{ kind: 'number' }, 3, '3'],
  [{}, null, ''],
])('%j: %j reads “%s”', (part, value, words) => expect(valueWords(field(part), value)).toBe(words))

const { definition: plain } = shipped('claim', {
  name: 'Claim',
  description: 'A claim.',
  words: 'claim',
  path: [
    ['check', 'Check', 'We check it'],
    ['repair', 'Repair', 'We repair it'],
  ],
  reopen: 'check',
  codes: { done: 'Done' },
})
const definition = {
  ...plain,
  fields: [
    field({ key: 'serial', label: 'Serial', requiredFrom: 'check' }),
    field({ key: 'opened', label: 'Opened', kind: 'yes_no', requiredFrom: 'repair' }),
    field({ key: 'by', label: 'By', requiredFrom: 'check', when: { field: 'opened', is: ['yes'] } }),
    field({ key: 'note', label: 'Note' }),
  ],
}
const keys = (fields: Field[]) => fields.map(({ key }) => key)

test('a stage asks what it and those before it require, while that is asked at all', () => {
  expect(keys(fieldsToEnter(definition, 'received', {}))).toEqual([])
  expect(keys(fieldsToEnter(definition, 'check', {}))).toEqual(['serial'])
  expect(keys(fieldsToEnter(definition, 'check', { opened: true }))).toEqual(['serial', 'by'])
  expect(keys(fieldsToEnter(definition, 'repair', {}))).toEqual(['serial', 'opened'])
  expect(keys(fieldsToResolve(definition, { opened: true }))).toEqual(['serial', 'opened', 'by'])
})

test.each<[string, Partial<Field>[], string]>([
  ['a key twice', [{}, {}], 'stand twice: it'],
  ['a choice without choices', [{ kind: 'choice' }], 'offers no choices'],
  ['a choice twice', [{ kind: 'several', choices: [colours[0]!, colours[0]!] }], 'offers a choice twice'],
  ['money without currency', [{ kind: 'money' }], 'needs a currency'],
  ['a stage that is not there', [{ requiredFrom: 'nowhere' }], 'a stage that is not there'],
  ['the closed stage', [{ requiredFrom: 'closed' }], 'after everything is over'],
  ['itself', [{ when: { field: 'it', is: ['yes'] } }], 'does not stand before it'],
  ['words', [{ key: 'a' }, { when: { field: 'a', is: ['yes'] } }], 'neither yes or no nor a choice'],
  ['what is not offered', [{ key: 'a', kind: 'yes_no' }, { when: { field: 'a', is: ['red'] } }], 'does not offer'],
])('a definition with %s is told so', (_, fields, said) => {
  expect(fieldProblems({ ...definition, fields: fields.map(field) }).join(' ')).toContain(said)
  expect(fieldProblems(definition)).toEqual([])
})

test.each<[string, string | null, boolean]>([
  ['22-0001', '22-0002', true],
  ['22 0001', '22-0001', false],
  ['nb-3381', 'NB3381', false],
  ['', '22-0001', false],
  ['22-0001', null, false],
])('a serial number %j beside a piece with %j differs: %s', (value, serial, told) => {
  const asked = [field({ compare: 'asset_serial' }), field({ key: 'other' })]
  expect(differing(asked, { it: value, other: 'x' }, serial).length > 0).toBe(told)
})
