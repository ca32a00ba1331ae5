import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Authentication } from './rules/authentication.ts'
import { authenticationOf } from './rules/authentication.ts'
import { authoriseSender, type SenderFacts } from './rules/authorise.ts'
import { type FateFacts, fateOf, isThroughOurList, maxPerSenderAndHour } from './rules/fate.ts'
import { type MachineCode, type MachineFacts, machineReasons } from './rules/machine.ts'
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

describe('machine mail', () => {
  test.each<[string, Partial<MachineFacts> & { header?: string }, MachineCode[]]>([
    ['a person', {}, []],
    ['Auto-Submitted: auto-replied', { header: 'auto-submitted: auto-replied' }, ['auto_submitted']],
    ['Auto-Submitted with a comment', { header: 'auto-submitted: auto-generated (x)' }, ['auto_submitted']],
    ['Auto-Submitted: no', { header: 'auto-submitted: No; x' }, []],
    ['X-Autoreply', { header: 'x-autoreply: yes' }, ['auto_reply_header']],
    ['Precedence: bulk', { header: 'precedence: bulk' }, ['precedence']],
    ['Precedence: first-class', { header: 'precedence: first-class' }, []],
    ['List-Id', { header: 'list-id: <a.b>' }, ['mailing_list']],
    ['X-Auto-Response-Suppress', { header: 'x-auto-response-suppress: DR, OOF' }, ['suppresses_auto_reply']],
    ['X-Auto-Response-Suppress: None', { header: 'x-auto-response-suppress: None' }, []],
    ['Feedback-ID', { header: 'feedback-id: 1' }, ['feedback_id']],
    ['X-Loop', { header: 'x-loop: a@b' }, ['loop_header']],
    ['null sender', { envelopeFrom: '' }, ['null_sender']],
    ['report', { contentType: 'multipart/report' }, ['report']],
    ['Mailer-Daemon', { from: 'mailer-daemon@x.example' }, ['system_sender']],
    ['Postmaster', { from: 'postmaster@x.example' }, ['system_sender']],
    ['noreply', { from: 'noreply@x.example' }, ['noreply_sender']],
    ['no-reply inside a name', { from: 'billing-no-reply@x.example' }, ['noreply_sender']],
    ['do_not_reply', { from: 'do_not_reply+1@x.example' }, ['noreply_sender']],
    ['a person called Norely', { from: 'norely.reply@x.example' }, []],
    ['our own address', { from: 'support@desk.example' }, ['own_address']],
    ['our own address with a plus', { from: 'support+c1.x@desk.example' }, ['own_address']],
  ])('%s', (_name, { header, ...change }, expected) => {
    const [name = '', value = ''] = header?.split(/: (.*)/) ?? []
    const facts = {
      headers: header ? [{ name, value }] : [],
      from: 'anna@acme.example',
      envelopeFrom: null,
      contentType: 'text/plain',
      ownAddresses: ['support@desk.example'],
      ...change,
    }
    expect(machineReasons(facts).map((reason) => reason.code)).toEqual(expected)
  })
})

describe('fates', () => {
  const person: FateFacts = {
    known: null,
    isOurMessage: false,
    autoReasons: [],
    isBounce: false,
    throughOurList: false,
    fromSenderThisHour: 1,
    thread: { caseId: null, hintedCaseId: null },
    authorisation: null,
  }
  const threaded = {
    thread: { caseId: 'A', by: 'reference', evidence: '<a@desk>' },
    authorisation: { ok: true, as: 'requester' },
  } as const
  const refused = { ok: false, reason: 'sender_not_in_case', proposedCaseId: 'A' } as const
  const auto = (code: MachineCode) => ({ autoReasons: [{ code, evidence: '' }] })
  test.each<[string, Partial<FateFacts>, object]>([
    ['a stranger writes', {}, { fate: 'new_case', reason: 'no_clue', caseId: null }],
    ['a participant answers', threaded, { fate: 'reply', caseId: 'A', reason: 'reference' }],
    [
      'a stranger answers',
      { ...threaded, authorisation: refused },
      { fate: 'held', caseId: null, proposedCaseId: 'A' },
    ],
    ['threaded, nobody judged the sender', { ...threaded, authorisation: null }, { fate: 'held', caseId: null }],
    [
      'a hint joins nothing',
      { thread: { caseId: null, hintedCaseId: 'A' } },
      { fate: 'new_case', caseId: null, proposedCaseId: 'A' },
    ],
    ['the same again', { ...threaded, known: { id: 'm', sameBody: true } }, { fate: 'duplicate', caseId: null }],
    [
      'same id, other body',
      { ...threaded, known: { id: 'm', sameBody: false } },
      { fate: 'reply', flags: ['message_id_reused'] },
    ],
    [
      'our own message',
      { ...threaded, isOurMessage: true },
      { fate: 'machine', reason: 'our_own_message', caseId: null },
    ],
    ['our own address', { ...threaded, ...auto('own_address') }, { fate: 'machine', caseId: null }],
    [
      'an auto-reply is shown on its case',
      { ...threaded, ...auto('auto_submitted') },
      { fate: 'machine', caseId: 'A' },
    ],
    [
      'a stranger’s auto-reply is not',
      { ...threaded, authorisation: refused, ...auto('auto_submitted') },
      { fate: 'machine', caseId: null },
    ],
    [
      'a bounce is shown on its case',
      { ...threaded, authorisation: refused, isBounce: true },
      { fate: 'machine', reason: 'bounce', caseId: 'A' },
    ],
    ['list mail', auto('mailing_list'), { fate: 'machine', reason: 'mailing_list' }],
    ['a person through our own group', { ...auto('mailing_list'), throughOurList: true }, { fate: 'new_case' }],
    ['a web form that sends as noreply', auto('noreply_sender'), { fate: 'new_case' }],
    ['Outlook that wants no auto-replies', { ...threaded, ...auto('suppresses_auto_reply') }, { fate: 'reply' }],
    ['at the hourly limit', { fromSenderThisHour: maxPerSenderAndHour }, { fate: 'new_case' }],
    [
      'beyond it',
      { ...threaded, fromSenderThisHour: maxPerSenderAndHour + 1 },
      { fate: 'machine', reason: 'too_many_from_sender', caseId: null },
    ],
  ])('%s', (_name, change, expected) => {
    expect(fateOf({ ...person, ...change })).toMatchObject(expected)
  })

  test('a group is ours if a list field names our address', () => {
    const own = ['support@desk.example']
    expect(isThroughOurList([{ name: 'list-id', value: 'Support <support.desk.example>' }], own)).toBe(true)
    expect(isThroughOurList([{ name: 'mailing-list', value: 'list support@desk.example; contact x' }], own)).toBe(true)
    expect(isThroughOurList([{ name: 'list-id', value: '<news.shop.example>' }], own)).toBe(false)
    expect(isThroughOurList([{ name: 'list-unsubscribe', value: '<mailto:x?support@desk.example>' }], own)).toBe(false)
  })
})

describe('Authentication-Results', () => {
  const ours = { name: 'received', value: 'from a.example by mx.desk.example with ESMTP' }
  const foreign = { name: 'received', value: 'from b.example by a.example with ESMTP' }
  const result = (value: string) => ({ name: 'authentication-results', value })
  const pass = result(
    'mx.desk.example; spf=pass smtp.mailfrom=a.example; dkim=fail; dkim=pass (ok); dmarc=pass header.from=a.example',
  )
  const fail = result('mx.desk.example; dmarc=fail (p=none) header.from=a.example')
  test.each([
    ['none', [ours], null],
    ['above our Received', [pass, ours, foreign], { spf: 'pass', dkim: 'pass', dmarc: 'pass', failed: false }],
    ['below our Received, as some hosts write', [ours, fail, foreign], null],
    ['of another host', [ours, result('mx.evil.example; dmarc=pass')], null],
    ['without any Received, so brought along', [pass], null],
    ['below a foreign hop', [ours, foreign, pass], null],
    ['the topmost counts', [fail, ours, pass, foreign], { dmarc: 'fail', failed: true }],
    ['a foreign hop on top', [foreign, pass, ours], null],
  ])('%s', (name, headers, expected) => {
    const found = authenticationOf(headers, ['mx.desk.example'])
    if (name.startsWith('below our')) expect(found).toMatchObject({ dmarc: 'fail' })
    else if (expected === null) expect(found).toBeNull()
    else expect(found).toMatchObject(expected)
  })
})
