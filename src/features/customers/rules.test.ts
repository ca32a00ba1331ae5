import { describe, expect, test } from 'vitest'
import { companyDomain, contactName, hintedAccount, normalisedEmail } from './rules.ts'

describe('addresses', () => {
  test.each([
    [' Ingrid@MeridianLabs.example ', 'ingrid@meridianlabs.example'],
    ['a@b', 'a@b'],
    ['two@signs@b.example', null],
    ['no sign', null],
    ['line\nfeed@b.example', null],
    ['', null],
    [`${'a'.repeat(320)}@b.example`, null],
  ])('%j is stored as %j', (given, stored) => expect(normalisedEmail(given)).toBe(stored))

  test.each([
    ['ingrid@meridianlabs.example', 'meridianlabs.example'],
    ['someone@gmail.com', null],
    ['jemand@web.de', null],
    ['quelquun@orange.fr', null],
    ['someone@notgmail.com', 'notgmail.com'],
  ])('%s hints at %s', (email, domain) => expect(companyDomain(email)).toBe(domain))

  test.each([
    ['Ingrid Sollberg', 'Ingrid Sollberg'],
    ['', 'Ingrid Sollberg'],
    [null, 'Ingrid Sollberg'],
    ['Ingrid\r\nBcc: x', 'Ingrid Bcc: x'],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('somebody called %j is %j', (given, name) =>
    expect(contactName(given, 'ingrid.sollberg@meridianlabs.example')).toBe(name),
  )

  test.each([
    ['ingrid@meridianlabs.example', 'ingrid@meridianlabs.example'],
    ['i.sollberg@meridianlabs.example', 'i.sollberg@meridianlabs.example'],
    ['anne-marie.dahl+support@meridianlabs.example', 'Anne Marie Dahl'],
    [null, 'Unknown'],
  ])('whoever is behind %s is %s', (email, name) => expect(contactName('', email)).toBe(name))

  test.each([
    [['a'], 'a'],
    [[], null],
    [['a', 'b'], null],
  ])('claimed by %j', (claimants, hinted) => expect(hintedAccount(claimants)).toBe(hinted))
})
