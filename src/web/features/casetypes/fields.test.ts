import { expect, test } from 'vitest'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import { newField, ofKind, tidiedFields } from './fields.ts'

const field = (part: Partial<Field>): Field => ({ ...newField([]), ...part })
const same = (key: string) => key

test('new fields and choices get keys from their words, and conditions follow', () => {
  const cause = field({
    key: 'new_field',
    label: ' Cause ',
    kind: 'choice',
    choices: [
      { key: 'choice', label: 'Wrong price' },
      { key: 'choice_2', label: ' ' },
    ],
  })
  const why = field({ key: 'new_field_2', label: 'Why', when: { field: 'new_field', is: ['choice'] } })
  expect(tidiedFields([cause, why, field({ key: 'new_field_3' })], [], same)).toEqual([
    { ...cause, key: 'cause', label: 'Cause', choices: [{ key: 'wrong_price', label: 'Wrong price' }] },
    { ...why, key: 'why', when: { field: 'cause', is: ['wrong_price'] } },
  ])
})

test('what is published keeps its key, whatever it is called now', () => {
  const known = field({ key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' })
  const [renamed, fresh] = tidiedFields(
    [{ ...known, label: 'Amount in dispute' }, field({ key: 'new_field', label: 'Amount' })],
    [known],
    same,
  )
  expect([renamed!.key, fresh!.key]).toEqual(['amount', 'amount_2'])
})

test('a stage that gets its key only now is still the one that waits', () => {
  const [only] = tidiedFields([field({ label: 'Serial', requiredFrom: 'new_stage' })], [], () => 'inspection')
  expect(only!.requiredFrom).toBe('inspection')
})

test('another kind brings what it needs and drops what it has no use for', () => {
  const choice = field({ kind: 'choice', choices: [{ key: 'a', label: 'A' }] })
  expect(ofKind(choice, 'money')).toMatchObject({ kind: 'money', currency: 'EUR', choices: [] })
  expect(ofKind(ofKind(choice, 'money'), 'text')).not.toHaveProperty('currency')
  expect(ofKind(choice, 'several').choices).toHaveLength(1)
})
