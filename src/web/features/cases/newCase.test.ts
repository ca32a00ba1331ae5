import { expect, test } from 'vitest'
import { bodyOf, emptyCase, problemsOf } from './newCase.ts'

const whole = { ...emptyCase, subject: ' Pump stops ' }
const defaults = { tags: [], custom: {}, restricted: false }

test('a known contact brings their own account', () => {
  const asker = { kind: 'known', id: 'c1', name: 'Ida', account: null } as const
  expect(bodyOf({ ...whole, asker, account: { id: 'a1', name: 'Weir' }, text: 'It stops.' }, [])).toEqual({
    ...defaults,
    subject: 'Pump stops',
    contactId: 'c1',
    message: 'It stops.',
  })
})

test('a new contact belongs to the account the case was begun from', () => {
  const asker = { kind: 'new', name: 'Ida', email: ' ida@weir.example ', phone: '' } as const
  const values = { ...whole, asker, account: { id: 'a1', name: 'Weir' }, opening: 'note' as const, text: 'Called.' }
  expect(bodyOf(values, [])).toEqual({
    ...defaults,
    subject: 'Pump stops',
    contact: { name: 'Ida', email: 'ida@weir.example' },
    accountId: 'a1',
    note: 'Called.',
  })
})

test('how the customer reached us is said of what they said, not of a note', () => {
  const called = { ...whole, text: 'It stops.', channel: 'phone' as const }
  expect(bodyOf(called, [])).toMatchObject({ channel: 'phone', message: 'It stops.' })
  expect(bodyOf({ ...called, opening: 'note' }, [])).not.toHaveProperty('channel')
})

test('a piece says what it is about, and its product where no piece is named', () => {
  const product = { id: 'p1', name: 'VP-40' }
  const piece = { id: 's1', serial: 'A-17', product }
  expect(bodyOf({ ...whole, product }, [])).toMatchObject({ productId: 'p1' })
  const body = bodyOf({ ...whole, product, piece }, [])
  expect(body).toMatchObject({ assetId: 's1' })
  expect(body).not.toHaveProperty('productId')
})

test('what was not chosen is left to the rules of intake', () => {
  expect(bodyOf(whole, [])).toEqual({ ...defaults, subject: 'Pump stops' })
  expect(bodyOf({ ...whole, typeId: 't1', priority: 'high' }, [])).toEqual({
    ...defaults,
    subject: 'Pump stops',
    typeId: 't1',
    priority: 'high',
  })
})

test('what is known already goes along, and what another type asked for does not', () => {
  const field = { key: 'invoice', label: 'Invoice', kind: 'text', choices: [], seenBy: 'staff' } as const
  const form = { invoice: ' 3381 ', serial: '40-1199' }
  expect(bodyOf({ ...whole, form }, [{ ...field, choices: [] }]).custom).toEqual({ invoice: '3381' })
})

const nobody = { kind: 'new', name: ' ', email: '', phone: '' } as const
test.each([
  [emptyCase, ['subject']],
  [whole, []],
  [{ ...whole, text: 'It stops.' }, ['contact']],
  [{ ...whole, opening: 'note' as const, text: 'It stops.' }, []],
  [{ ...whole, asker: nobody }, ['contact']],
  [{ ...whole, asker: { ...nobody, name: 'Ida', email: 'ida' } }, ['contact']],
  [{ ...whole, asker: { ...nobody, email: 'ida@weir.example' } }, []],
  [{ ...whole, asker: { ...nobody, phone: '+47 73 00 00 00' } }, []],
  [{ ...whole, asker: { ...nobody, name: 'Ida', email: 'ida@weir.example' } }, []],
])('what keeps %j from being opened', (values, fields) => {
  expect(Object.keys(problemsOf(values))).toEqual(fields)
})
