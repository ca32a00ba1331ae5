import { expect, test } from 'vitest'
import { askedGroups, conditionOn, formFields, isWhole, waysOf } from './asked.ts'

const field = (key: string, label: string, kind: string, choices: { key: string; label: string }[] = []) => ({
  ...{ key, label, kind, choices, seenBy: 'staff' },
})
const types = [
  {
    definition: {
      name: 'Outage',
      stages: ['new', 'work', 'wait', 'end'].map((key) => ({ key })),
      fields: [
        field('users', 'Users', 'number'),
        field('where', 'Where', 'choice', [a('hall', 'Hall')]),
        { ...field('cause', 'Cause', 'text'), requiredFrom: 'end' },
      ],
    },
  },
  {
    definition: {
      name: 'Damage',
      stages: [],
      fields: [field('where', 'Where', 'choice', [a('yard', 'Yard')]), field('photo', 'Photo', 'file')],
    },
  },
] as unknown as Parameters<typeof formFields>[0]
function a(key: string, label: string) {
  return { key, label }
}

test('fields of all types, one for each key, and none whose values nobody could name', () => {
  expect(formFields(types).map(({ key, choices }) => [key, choices.map(({ value }) => value)])).toEqual([
    ['cause', []],
    ['users', []],
    ['where', ['hall', 'yard']],
  ])
})

test('only what has a size is compared by it', () => {
  const fields = formFields(types)
  expect(waysOf(conditionOn('custom:users'), fields)).toContain('at_least')
  expect(waysOf(conditionOn('priority'), fields)).toContain('less_than')
  expect(waysOf(conditionOn('custom:where'), fields)).toEqual(['one_of', 'none_of'])
  expect(waysOf(conditionOn('tier'), fields)).toEqual(['one_of', 'none_of'])
})

test('what a condition asks for stays in the list when nobody offers it any more', () => {
  const labels = (asked: string) => askedGroups(['tier'], formFields(types), conditionOn(asked))[0]!.items
  expect(labels('custom:gone').at(-1)).toEqual({ value: 'custom:gone', label: 'gone' })
  expect(labels('queue').at(-1)).toEqual({ value: 'queue', label: 'queue' })
  expect(labels('custom:users')).toHaveLength(1)
})

test('a condition without a value, or that compares with no number, is not finished', () => {
  expect(isWhole([])).toBe(true)
  expect(isWhole([conditionOn('tier')])).toBe(false)
  expect(isWhole([{ ...conditionOn('custom:users'), is: 'at_least', values: ['5'] }])).toBe(true)
  expect(isWhole([{ ...conditionOn('custom:users'), is: 'at_least', values: ['-'] }])).toBe(false)
})

test('fields stand under the form that they are of; at intake none that only a later stage needs', () => {
  const grouped = (offered: ('tier' | 'words')[], asked = 'tier') =>
    askedGroups(offered, formFields(types), conditionOn(asked))
      .slice(1)
      .map(({ group, items }) => [group, ...items.map(({ label }) => label)])
  const several = ['Forms of several types', 'Where (Outage, Damage)']
  expect(grouped(['tier'])).toEqual([several, ['Form of Outage', 'Cause', 'Users']])
  expect(grouped(['words'])).toEqual([several, ['Form of Outage', 'Users']])
  expect(grouped(['words'], 'custom:cause')).toEqual([several, ['Form of Outage', 'Cause', 'Users']])
})
