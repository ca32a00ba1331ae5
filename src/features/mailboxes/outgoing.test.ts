import { expect, test } from 'vitest'
import { isReachable, outgoingAccount, outgoingUrl, staysInside } from './rules/outgoing.ts'

test.each([
  [{ host: 'mail.x.example', port: 587, security: 'starttls', user: 'me@x.example', password: 'a/b:c@d?e' }],
  [{ host: 'mail.x.example', port: 465, security: 'tls', user: 'me', password: 'p' }],
  [{ host: '10.0.0.5', port: 25, security: 'none', user: null, password: null }],
  [{ host: 'fd00::5', port: 25, security: 'none', user: null, password: null }],
] as const)('a server as one address comes back as it was: %j', (account) => {
  expect(outgoingAccount(outgoingUrl(account))).toEqual(account)
})

test.each([
  'localhost',
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.4',
  '172.20.1.1',
  '[::1]',
  'desk.local',
  'cases',
  'fd12::1',
])('nobody outside knows %s', (host) => expect(staysInside(host)).toBe(true))

test.each(['cases.example.com', '172.32.0.1', '8.8.8.8', '[2606:4700::1]'])('everybody can ask for %s', (host) =>
  expect(staysInside(host)).toBe(false),
)

test('customers can write to an address of a domain, not to this machine', () => {
  expect(isReachable('support@localhost')).toBe(false)
  expect(isReachable('support@company.example')).toBe(true)
})
