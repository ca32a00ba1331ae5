import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailboxesOf, ownAddresses, usualAddress } from './rules/addresses.ts'
import type { Authentication } from './rules/authentication.ts'
import { authoriseSender, type SenderFacts } from './rules/authorise.ts'
import { isOwnAddress } from './rules/machine.ts'
import { cluesOf, type ThreadingFacts, threadOf } from './rules/threading.ts'
import {
  bodyToken,
  ourMessageId,
  readBodyTokens,
  readCaseToken,
  readOurMessageId,
  readReplyAddress,
  replyAddress,
  signCaseToken,
} from './rules/tokens.ts'

const secret = Buffer.alloc(32, 1)
const otherSecret = Buffer.alloc(32, 2)
const uuid = '0198c2de-7b1a-7e2f-9a55-0123456789ab'

describe('tokens', () => {
  const number = fc.integer({ min: 1, max: 1_000_000_000 })

  test('a token proves its own case and no other', () => {
    fc.assert(
      fc.property(number, number, (mine, other) => {
        fc.pre(mine !== other)
        const token = signCaseToken(secret, mine)
        expect(readCaseToken(secret, token)).toBe(mine)
        expect(readCaseToken(secret, token.replace(`c${mine}.`, `c${other}.`))).toBeNull()
        expect(readCaseToken(otherSecret, token)).toBeNull()
      }),
    )
  })

  test('one changed character breaks a token', () => {
    const token = signCaseToken(secret, 10482)
    for (let at = token.indexOf('.') + 1; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1)
      expect(readCaseToken(secret, changed)).toBeNull()
    }
  })

  test('a reply address survives changes of case and fits a local part', () => {
    const address = replyAddress(secret, 'support@desk.example', 10482)
    expect(address).toMatch(/^support\+c10482\.[a-z2-7]{26}@desk\.example$/)
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
    expect(readReplyAddress(secret, address.toUpperCase())).toBe(10482)
  })

  test.each([
    '',
    'c1',
    'c1.',
    'c01.aaaaaaaaaaaaaaaaaaaaaaaaaa',
    `c1.${'a'.repeat(26)}`,
    'support@desk.example',
    `+${'a'.repeat(9999)}@x`,
  ])('no token: %s', (text) => {
    expect(readCaseToken(secret, text)).toBeNull()
    expect(readReplyAddress(secret, text)).toBeNull()
  })

  test('tokens in a text are found in quotes, and only good ones', () => {
    const text = `> ${bodyToken(secret, 7).toUpperCase()}\nref:c8.${'a'.repeat(26)} ${bodyToken(otherSecret, 9)}`
    expect(readBodyTokens(secret, text)).toEqual([7])
  })

  test('our Message-IDs are recognised, and a case token is not one', () => {
    const id = ourMessageId(secret, 10482, uuid, 'desk.example')
    expect(readOurMessageId(secret, id)).toEqual({ caseNumber: 10482, messageId: uuid })
    expect(readOurMessageId(otherSecret, id)).toBeNull()
    expect(readOurMessageId(secret, id.replace('c10482', 'c10483'))).toBeNull()
    expect(readOurMessageId(secret, `<${signCaseToken(secret, 10482)}@desk.example>`)).toBeNull()
  })
})

describe('threading', () => {
  const lookups = {
    caseOfSentMessage: new Map([
      ['<a@desk>', 'A'],
      ['<b@desk>', 'B'],
    ]),
    caseOfNumber: new Map([
      [1, 'A'],
      [2, 'B'],
      [3, 'survivor'],
    ]),
  }
  const plus = (number: number) => replyAddress(secret, 'support@desk.example', number)
  const nothing = { caseId: null, hintedCaseId: null }
  test.each<[string, Partial<ThreadingFacts>, object]>([
    ['nothing to go by', {}, nothing],
    ['In-Reply-To', { inReplyTo: ['<a@desk>'] }, { caseId: 'A', by: 'reference' }],
    ['Message-IDs differ only in case', { inReplyTo: ['<A@DESK>'] }, { caseId: 'A', by: 'reference' }],
    ['the nearest reference wins', { references: ['<a@desk>', '<b@desk>', '<x@y>'] }, { caseId: 'B', by: 'reference' }],
    ['In-Reply-To before References', { inReplyTo: ['<a@desk>'], references: ['<b@desk>'] }, { caseId: 'A' }],
    [
      'a reference before an address',
      { inReplyTo: ['<a@desk>'], recipients: [plus(2)] },
      { caseId: 'A', by: 'reference' },
    ],
    ['a signed address', { recipients: ['x@y.z', plus(2)] }, { caseId: 'B', by: 'reply_address' }],
    ['an address before a body token', { recipients: [plus(1)], text: bodyToken(secret, 2) }, { caseId: 'A' }],
    ['a body token', { text: `bye\n${bodyToken(secret, 2)}` }, { caseId: 'B', by: 'body_token' }],
    ['a merged number leads to the survivor', { recipients: [plus(3)] }, { caseId: 'survivor' }],
    [
      'a signed id whose message is gone',
      { references: [ourMessageId(secret, 2, uuid, 'desk')] },
      { caseId: 'B', by: 'reference' },
    ],
    ['an id signed elsewhere', { references: [ourMessageId(otherSecret, 2, uuid, 'desk')] }, nothing],
    ['a guessed address', { recipients: [plus(2).replace('c2.', 'c1.')] }, nothing],
    ['a number in the subject is a hint', { subject: 'Re: [C-2] printer' }, { caseId: null, hintedCaseId: 'B' }],
    ['a hash number is a hint', { subject: 'Re: [#1] hello' }, { caseId: null, hintedCaseId: 'A' }],
    ['an unknown number is nothing', { subject: 'C-99' }, nothing],
    ['a returned message', { bouncedIds: ['<b@desk>'] }, { caseId: 'B', by: 'reference' }],
  ])('%s', (_name, change, expected) => {
    const facts = { inReplyTo: [], references: [], recipients: [], subject: '', text: '', bouncedIds: [], ...change }
    expect(threadOf(cluesOf(facts, secret), lookups, secret)).toMatchObject(expected)
  })
})

const verdict = (dmarc: Authentication['dmarc']): Authentication => ({
  host: 'mx',
  spf: null,
  dkim: null,
  dmarc,
  failed: dmarc === 'fail',
})

describe('authorisation', () => {
  const target = {
    id: 'A',
    contactId: 'anna',
    accountId: 'acme',
    restricted: false,
    participants: new Set(['ben@acme.example']),
  }
  const stranger: SenderFacts = {
    email: 'eve@evil.example',
    contactId: null,
    verifiedAccountId: null,
    maySeeAccountCases: false,
    personId: null,
    authentication: null,
  }
  const colleague = { contactId: 'carl', verifiedAccountId: 'acme', maySeeAccountCases: true }
  test.each<[string, Partial<SenderFacts>, object, object]>([
    ['the requester', { contactId: 'anna' }, {}, { ok: true, as: 'requester' }],
    ['somebody we wrote to', { email: 'ben@acme.example' }, {}, { ok: true, as: 'participant' }],
    ['a colleague with the right', colleague, {}, { ok: true, as: 'colleague' }],
    [
      'a colleague without it',
      { ...colleague, maySeeAccountCases: false },
      {},
      { ok: false, reason: 'sender_not_in_case' },
    ],
    [
      'a colleague by mail domain only',
      { ...colleague, verifiedAccountId: null },
      {},
      { ok: false, reason: 'sender_not_in_case' },
    ],
    ['a colleague on a restricted case', colleague, { restricted: true }, { ok: false, reason: 'case_restricted' }],
    [
      'someone of another account',
      { ...colleague, verifiedAccountId: 'other' },
      {},
      { ok: false, reason: 'sender_not_in_case' },
    ],
    [
      'no account on either side proves nothing',
      { ...colleague, verifiedAccountId: null },
      { accountId: null },
      { ok: false },
    ],
    ['no contact on either side proves nothing', {}, { contactId: null }, { ok: false }],
    ['a stranger', {}, {}, { ok: false, reason: 'sender_not_in_case', proposedCaseId: 'A' }],
    [
      'the requester, forged',
      { contactId: 'anna', authentication: verdict('fail') },
      {},
      { ok: false, reason: 'sender_failed_authentication' },
    ],
    ['one of us, proved', { personId: 'p', authentication: verdict('pass') }, {}, { ok: true, as: 'person' }],
    ['one of us, not proved', { personId: 'p' }, {}, { ok: false, reason: 'person_not_authenticated' }],
    ['one of us who is also the requester, not proved', { personId: 'p', contactId: 'anna' }, {}, { ok: false }],
  ])('%s', (_name, sender, change, expected) => {
    expect(authoriseSender({ ...stranger, ...sender }, { ...target, ...change })).toMatchObject(expected)
  })
})

test.each([
  [
    'https://desk.example',
    'support@desk.example',
    ['Support+c1.x@Desk.Example'],
    ['support@localhost', 'support@127.0.0.1'],
  ],
  [
    'http://127.0.0.1:3000',
    'support@localhost',
    ['support@127.0.0.1', 'support@[127.0.0.1]', 'support+c1.x@[127.0.0.1]', 'Support+Anything@localhost'],
    ['support@127.0.0.2', 'other@localhost'],
  ],
  ['http://[::1]:3000', 'support@localhost', ['support@[IPv6:::1]', 'support@[::1]'], ['support@[IPv6:::2]']],
])('at %s the usual address is %s', (url, usual, taken, refused) => {
  const boxes = [{ id: 'a', address: usual, isDefault: true }]
  expect(usualAddress(url)).toBe(usual)
  for (const each of taken) expect(mailboxesOf(boxes, [each], url), each).toHaveLength(1)
  for (const each of refused) expect(mailboxesOf(boxes, [each], url), each).toHaveLength(0)
  for (const each of taken) expect(isOwnAddress(each, ownAddresses(boxes, url)), each).toBe(true)
})
