import { describe, expect, test } from 'vitest'
import { authenticationOf } from './rules/authentication.ts'
import { type FateFacts, fateOf, isThroughOurList, maxPerSenderAndHour } from './rules/fate.ts'
import { type MachineCode, type MachineFacts, machineReasons } from './rules/machine.ts'

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
