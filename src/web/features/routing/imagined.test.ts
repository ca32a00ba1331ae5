import { expect, test } from 'vitest'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import { bodyOf, nothing, saidBeside } from './imagined.ts'

const field = (key: string, kind: Field['kind']) => ({ key, label: key, kind, choices: [], seenBy: 'staff' }) as Field

test('what is imagined goes to the server as far as it is said; a case that is here by its number alone', () => {
  expect(bodyOf(nothing, [], null)).toEqual({ subject: '', channel: 'email' })
  const asked = {
    ...nothing,
    subject: 'A leak',
    contactId: 'c',
    mailboxId: 'm',
    tags: ['vat'],
    form: { users: '12', site: '', gone: 'x' },
  }
  expect(saidBeside(asked)).toBe(5)
  expect(bodyOf(asked, [field('users', 'number'), field('site', 'text')], [])).toEqual({
    ...{ rules: [], subject: 'A leak', channel: 'email', contactId: 'c', mailboxId: 'm', tags: ['vat'] },
    custom: { users: 12 },
  })
  expect(bodyOf({ ...asked, of: 'real' }, [], null)).toBeNull()
  expect(bodyOf({ ...asked, of: 'real', case: ' C-10482 ' }, [], null)).toEqual({ case: 'C-10482' })
})
