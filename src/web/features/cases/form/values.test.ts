import { expect, test } from 'vitest'
import type { Field, FieldValue } from '../../../../features/casetypes/contract/fields.ts'
import { type Draft, draftOf, enteredValue, shownValue } from './values.ts'

const field = (kind: Field['kind']): Field => ({
  key: 'it',
  label: 'It',
  kind,
  currency: 'EUR',
  seenBy: 'staff',
  choices: [
    { key: 'red', label: 'Red' },
    { key: 'blue', label: 'Blue' },
  ],
})
const now = new Date('2026-11-22T10:00:00Z')

test.each<[Field['kind'], Draft, FieldValue, string]>([
  ['text', ' NB-1 ', 'NB-1', 'NB-1'],
  ['number', '2,5', 2.5, '2.5'],
  ['money', '2,318.40', '2318.40', '€2,318.40'],
  ['money', '120,00', '120', '€120'],
  ['money', '1200', '1200', '€1,200'],
  ['date', '2026-12-03', '2026-12-03', '3 Dec'],
  ['yes_no', 'no', false, 'no'],
  ['choice', 'blue', 'blue', 'Blue'],
  ['several', ['blue', 'red'], ['blue', 'red'], 'Blue, Red'],
])('%s: %j is sent as %j and stands as %s', (kind, draft, value, shown) => {
  expect(enteredValue(field(kind), draft)).toEqual(value)
  expect(shownValue(field(kind), value, null, now)).toBe(shown)
})

test('what is empty is sent as nothing, and what cannot be read as it is', () => {
  for (const kind of ['text', 'number', 'money', 'date', 'yes_no', 'choice'] as const)
    expect(enteredValue(field(kind), '  ')).toBeNull()
  expect(enteredValue(field('several'), [])).toBeNull()
  expect(enteredValue(field('number'), 'many')).toBe('many')
  expect(enteredValue(field('money'), '1.2.3')).toBe('1.2.3')
  expect(enteredValue(field('number'), '1,200')).toBe('1,200')
})

test('a stored value comes back into its box', () => {
  expect(draftOf(field('yes_no'), true)).toBe('yes')
  expect(draftOf(field('several'), null)).toEqual([])
  expect(draftOf(field('number'), 0)).toBe('0')
  expect(draftOf(field('person'), null)).toBe('')
})
