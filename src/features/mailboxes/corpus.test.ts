import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { displayHtml } from './reading/display-html.ts'
import { limits } from './reading/limits.ts'
import { type ReadMail, readMail } from './reading/read-mail.ts'
import { storable } from './reading/safe-text.ts'
import { authoriseSender } from './rules/authorise.ts'
import { fateOf } from './rules/fate.ts'
import { attachmentDisposition, safeFileName } from './rules/file-names.ts'
import { cluesOf, threadOf } from './rules/threading.ts'

interface Facts {
  subject?: string
  from_email?: string
  message_id?: string
  in_reply_to?: string[]
  references?: string[]
  body_contains?: string[]
  attachments?: (string | null)[]
  attachments_count?: number
  must_not_auto_reply?: boolean
  auto_reasons?: string[]
  bounce?: boolean
  bounced_recipient?: string
  status?: string
  original_message_id?: string
  threads_by?: 'header'
  must?: string
}

const folder = resolve(import.meta.dirname, '../../../tests/data/mail')
const cases: { file: string; expect: Facts }[] = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')).cases
const secret = Buffer.alloc(32, 7)
const setup = { ownAddresses: ['support@desk.example'], trustedHosts: ['mx.desk.example'] }

/** Facts were gathered with white space folded and NUL kept; a database cannot hold NUL. */
const folded = (text: string) => storable(text).replace(/\s+/g, ' ').trim()
const sorted = (names: (string | null)[]) => names.map(String).sort()

test('the index covers every mail of the corpus', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(cases).toHaveLength(140)
  expect(files).toHaveLength(cases.length + 1)
})

describe.each(cases)('$file', ({ file, expect: facts }) => {
  const mail = readMail(readFileSync(resolve(folder, file)), setup)
  const asserted: { [fact in keyof Facts]-?: (expected: NonNullable<Facts[fact]>) => void } = {
    subject: (subject) => expect(mail.subject).toBe(folded(subject)),
    from_email: (email) => expect(mail.from?.email).toBe(email),
    message_id: (id) => expect(mail.messageId).toBe(id),
    in_reply_to: (ids) => expect(mail.inReplyTo).toEqual(ids),
    references: (ids) => expect(mail.references).toEqual(ids),
    body_contains: (pieces) => {
      for (const piece of pieces) expect(folded(mail.text)).toContain(folded(piece))
    },
    attachments: (names) => expect(sorted(mail.attachments.map((file) => file.name))).toEqual(sorted(names)),
    attachments_count: (count) => expect(mail.attachments).toHaveLength(count),
    must_not_auto_reply: (must) => expect(mail.mustNotAutoReply).toBe(must),
    auto_reasons: (reasons) => expect(mail.autoReasons.map((each) => each.code).sort()).toEqual(codesOf(reasons)),
    bounce: (bounce) => expect(mail.bounce !== null).toBe(bounce),
    bounced_recipient: (email) => expect(mail.bounce?.[0]?.recipient).toBe(email),
    status: (status) => expect(mail.bounce?.[0]?.status).toBe(status),
    original_message_id: (id) => expect(mail.bounce?.[0]?.originalMessageId).toBe(id),
    threads_by: () => expect([...mail.inReplyTo, ...mail.references]).not.toEqual([]),
    must: () => musts[file]!(mail),
  }

  test.each(Object.keys(facts) as (keyof Facts)[])('%s', (fact) => {
    const assert = asserted[fact] as (expected: unknown) => void
    assert(facts[fact])
  })

  test('can be stored and sent as JSON', () => {
    const { attachments, embedded, ...rest } = mail
    const text = JSON.stringify([rest, [...attachments, ...embedded].map(({ bytes, ...file }) => file)])
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i)
  })
})

/** Each sentence under "must" in the index, as an assertion. */
const musts: Record<string, (mail: ReadMail) => void> = {
  'own/dsn_null_sender.eml': (mail) => {
    expect(fateFor(mail)).toMatchObject({ fate: 'machine', reason: 'bounce', caseId: 'case-1002' })
    expect(mail.bounce).toMatchObject([{ originalMessageId: '<case-1002-msg3@desk.example>', action: 'failed' }])
  },
  'own/own_address_loop.eml': (mail) => {
    expect(mail.mustNotAutoReply).toBe(true)
    expect(fateFor(mail)).toMatchObject({ fate: 'machine', reason: 'own_address', caseId: null })
  },
  'own/auto_submitted_no.eml': (mail) => {
    expect(mail.autoReasons).toEqual([])
    expect(fateFor(mail).fate).toBe('new_case')
  },
  'own/fake_auth_results.eml': (mail) => expect(mail.authentication).toBeNull(),
  'own/foreign_token.eml': (mail) => {
    expect(fateFor(mail)).toMatchObject({ fate: 'new_case', caseId: null, proposedCaseId: 'case-1' })
  },
  'own/msgid_weird.eml': (mail) => {
    expect(mail.messageId).toBe('<a b@[127.0.0.1]>')
    expect(fateFor(mail)).toMatchObject({ fate: 'reply', caseId: 'case-1001', reason: 'reference' })
  },
  'own/lone_surrogate.eml': (mail) => {
    expect(mail.subject.isWellFormed()).toBe(true)
    expect(displayHtml(mail.html!).isWellFormed()).toBe(true)
  },
  'own/evil_filenames.eml': (mail) => {
    const names = mail.attachments.map((file) => safeFileName(file.name))
    expect(names).toHaveLength(10)
    for (const name of names) expect(name).toMatch(/^[^./\\][^/\\\p{Cc}\p{Cf}]*$/u)
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
    for (const { name } of mail.attachments)
      expect(attachmentDisposition(name)).toMatch(
        /^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[\w%.~!*-]+$/,
      )
  },
  'own/winmail_bad_checksum.eml': (mail) => expect(mail.attachments[0]?.name).toBe('winmail.dat'),
  'own/html_only_hidden.eml': (mail) => {
    const shown = displayHtml(mail.html!)
    expect(shown).toContain('<p>visible</p>')
    expect(shown).toContain('data-remote-src="http://evil.example/pixel.gif"')
    expect(shown).not.toMatch(/<(style|base|meta|form|input|svg|script)|\ssrc=|javascript|url\(|position|z-index/i)
  },
  'own/long_header.eml': (mail) => expect(mail.subject.length).toBeLessThanOrEqual(limits.subjectChars),
  'own/crlf_subject.eml': (mail) => expect(mail.subject).toBe('hi Bcc: evil@evil.example'),
  'own/past_date.eml': (mail) => expect(mail.date).toBe('1970-01-01T00:00:00.000Z'),
  'own/forwarded_message.eml': (mail) => {
    expect([...mail.inReplyTo, ...mail.references, ...mail.autoReasons]).toEqual([])
    expect(fateFor(mail).fate).toBe('new_case')
    expect(mail.forwarded).toMatchObject({ from: { email: 'x@y' }, by: 'attached_message' })
  },
}

test('every sentence of the index is asserted', () => {
  const stated = cases.filter((each) => each.expect.must).map((each) => each.file)
  expect(Object.keys(musts).sort()).toEqual(stated.sort())
})

/** The fate of a mail from Alice, who takes part in case 1001 alone, in a desk that also has cases 1 and 1002. */
function fateFor(mail: ReadMail) {
  const recipients = [...mail.to, ...mail.cc].map((address) => address.email)
  const bouncedIds = (mail.bounce ?? []).flatMap((each) => each.originalMessageId ?? [])
  const facts = { ...mail, recipients, bouncedIds }
  const thread = threadOf(
    cluesOf(facts, secret),
    {
      caseOfSentMessage: new Map([
        ['<case-1001-msg1@desk.example>', 'case-1001'],
        ['<case-1002-msg3@desk.example>', 'case-1002'],
      ]),
      caseOfNumber: new Map([[1, 'case-1']]),
    },
    secret,
  )
  const email = mail.from?.email ?? ''
  const sender = {
    email,
    contactId: null,
    verifiedAccountId: null,
    maySeeAccountCases: false,
    personId: null,
    authentication: mail.authentication,
  }
  const participants = new Set(thread.caseId === 'case-1001' ? ['alice@customer.example'] : [])
  const target = thread.caseId && {
    id: thread.caseId,
    contactId: 'contact',
    accountId: null,
    restricted: false,
    participants,
  }
  return fateOf({
    known: null,
    isOurMessage: false,
    autoReasons: mail.autoReasons,
    isBounce: mail.bounce !== null,
    throughOurList: false,
    fromSenderThisHour: 1,
    thread,
    authorisation: target ? authoriseSender(sender, target) : null,
  })
}

function codesOf(reasons: string[]): string[] {
  const codes: [RegExp, string][] = [
    [/^Auto-Submitted/i, 'auto_submitted'],
    [/^feedback-id/i, 'feedback_id'],
    [/^multipart\/report/i, 'report'],
    [/^From (mailer-daemon|postmaster)/i, 'system_sender'],
    [/^From noreply/i, 'noreply_sender'],
    [/^precedence/i, 'precedence'],
    [/^list-/i, 'mailing_list'],
    [/^empty Return-Path/i, 'null_sender'],
    [/^x-auto-response-suppress/i, 'suppresses_auto_reply'],
    [/^x-loop/i, 'loop_header'],
  ]
  const found = reasons.map((reason) => codes.find(([pattern]) => pattern.test(reason))?.[1] ?? `unknown: ${reason}`)
  return [...new Set(found)].sort()
}
