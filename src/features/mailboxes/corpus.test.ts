import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMail } from './reading/read-mail.ts'
import { storable } from './reading/safe-text.ts'

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
    must: () => expect(Object.keys(mustsAsserted)).toContain(file),
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

/** Each sentence under "must" in the index, and where it is held. */
const mustsAsserted: Record<string, string> = {}

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
