import { expect, test } from 'vitest'
import { alarmsOf, bodyOf, type ShownImap, usualPort, valuesOf } from './imap.ts'

const settings = { host: 'imap.x.example', port: 993, security: 'tls' as const, user: 'u', folder: 'INBOX' }
const well: ShownImap['health'] = {
  state: 'connected',
  since: null,
  lastFetchAt: null,
  lastError: null,
  tooLarge: 0,
  nextTryAt: null,
  signInRefused: false,
  lastMailAt: null,
  usualGapSeconds: null,
  silent: false,
}
const alarms = (health: Partial<ShownImap['health']>, disabled = false) =>
  alarmsOf({ settings, health: { ...well, ...health } }, disabled, (seconds) => `${seconds} s`).map(({ said }) => said)

test.each([
  ['all is well', {}, []],
  ['a refused sign-in', { state: 'failing', lastError: 'Refused.', signInRefused: true }, ['Refused. Waiting does']],
  ['a server that is away', { state: 'failing', lastError: 'No answer.' }, ['No answer. Mail waits']],
  ['silence', { silent: true, usualGapSeconds: 60 }, ['Unusually silent; nine of ten mails follow within 60 s.']],
  ['too large', { tooLarge: 2 }, ['2 mails are too large']],
] as [string, Partial<ShownImap['health']>, string[]][])('%s', (_, health, said) => {
  const found = alarms(health)
  expect(found).toHaveLength(said.length)
  said.forEach((start, at) => {
    expect(found[at]).toContain(start)
  })
})

test('an address that takes no mail alarms nobody', () => {
  expect(alarms({ state: 'failing', silent: true }, true)).toEqual([])
})

test('an empty password keeps the stored one; the folder is the inbox where none is named', () => {
  const body = bodyOf({ ...valuesOf(settings), host: ' imap.x.example ', folder: '' })
  expect(body).toEqual(settings)
  expect(bodyOf({ ...valuesOf(settings), password: 'p' })).toMatchObject({ password: 'p' })
})

test('the port follows the encryption', () => {
  expect([usualPort('tls'), usualPort('starttls'), usualPort('none')]).toEqual(['993', '143', '143'])
})
