import { expect, test } from 'vitest'
import { type MergedAsker, resolutionReaders } from './resolution-readers.ts'

const contact = { id: 'c1', name: 'Ingrid Sollberg' }
const own = { name: 'Sollberg, Ingrid', email: 'ingrid@meridian.example' }
const lena: MergedAsker = {
  contactId: 'c2',
  name: 'Lena Roth',
  email: 'lena@meridian.example',
  askedIn: { id: 'k2', number: 1002, subject: 'Money is missing', language: null },
}
const ownAddresses = ['Support@norrvik.example']

test.each([
  ['the case’s own customer first, then who asked the same', {}, ['ingrid@meridian.example', 'lena@meridian.example']],
  ['nobody in the place of a customer without an address', { own: null }, ['lena@meridian.example']],
  ['an address once', { own: { name: '', email: 'LENA@meridian.example' } }, ['LENA@meridian.example']],
  ['no machine', { own: { name: '', email: 'no-reply@meridian.example' } }, ['lena@meridian.example']],
  ['not ourselves', { own: { name: '', email: 'support@norrvik.example' } }, ['lena@meridian.example']],
])('a resolution is told to %s', (_, more, emails) => {
  const readers = resolutionReaders({ contact, own, askers: [lena], ownAddresses, ...more })
  expect(readers.map(({ email }) => email)).toEqual(emails)
})

test('each is called by their own name and told of what they asked in', () => {
  expect(resolutionReaders({ contact, own, askers: [lena], ownAddresses })).toMatchObject([
    { name: 'Ingrid Sollberg', contactId: 'c1', askedIn: null },
    { name: 'Lena Roth', contactId: 'c2', askedIn: { number: 1002 } },
  ])
})
