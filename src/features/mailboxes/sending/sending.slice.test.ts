import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openRelay, type Relay } from '../../../../tests/world/relay.ts'
import { eventually, workFor } from '../../../../tests/world/work.ts'
import { testWorld, type World } from '../../../../tests/world/world.ts'
import { idAt } from '../../../platform/ids.ts'
import { installationSecret } from '../../../platform/installation.ts'
import { inTransaction, systemActor } from '../../../platform/runtime.ts'
import { beginSending } from '../../conversations/actions/delivery.ts'
import { readMail } from '../reading/read-mail.ts'
import { foldText } from '../rules/quotes.ts'
import { readOurMessageId, readReplyAddress } from '../rules/tokens.ts'

let world: World
let relay: Relay
let work: { stop: () => Promise<void> }
let secret: Buffer
const mailbox = 'support@norrvik.example'

beforeAll(async () => {
  relay = await openRelay()
  world = await testWorld({ config: { smtpOut: relay.url } })
  const { db } = world.runtime
  await db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
  secret = await installationSecret(db, 'mail_token_secret', world.now)
})
beforeEach(async () => {
  relay.mails.length = 0
  relay.answer = {}
  work = await workFor(world)
})
afterEach(() => work.stop())
afterAll(async () => {
  await relay.close()
  await world.close()
})

const ana = () => world.as('ana')
const open = (more: object = {}) =>
  ana().cases.createCase({
    body: {
      subject: 'Invoice 3381 charged twice',
      message: 'Please credit one of them.',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      ...more,
    },
  })
const reply = (id: string, more: object = {}) =>
  ana().conversations.sendReply({ params: { id }, body: { kind: 'reply', text: 'You will have it today.', ...more } })
const arrived = (count = 1) => eventually(() => relay.mails.length >= count && relay.mails)
const standing = async (caseId: string, messageId: string) => {
  const { items } = await ana().conversations.listMessages({ params: { id: caseId }, query: {} })
  return items.find((message) => message.id === messageId)!
}
const until = (caseId: string, messageId: string, delivery: string) =>
  eventually(async () => {
    const message = await standing(caseId, messageId)
    return message.delivery === delivery && message
  })

test('a reply leaves with a person’s name, the case number, and an address that leads back', async () => {
  const made = await open()
  const sent = await reply(made.id)
  const [mail] = await arrived()
  await until(made.id, sent.id, 'sent')
  expect(mail!.to).toEqual(['ingrid.sollberg@meridianlabs.example'])
  expect(mail!.header('from')).toBe(`Ana Ferreira <${mailbox}>`)
  expect(mail!.header('subject')).toBe(`Re: Invoice 3381 charged twice [${made.number}]`)
  expect(mail!.header('auto-submitted')).toBeUndefined()
  const address = /<(.+)>/.exec(mail!.header('reply-to')!)![1]!
  expect(`C-${readReplyAddress(secret, address)}`).toBe(made.number)
  expect(mail!.from).toBe(address)
  const read = readMail(Buffer.from(mail!.raw, 'latin1'), { ownAddresses: [mailbox], trustedHosts: [] })
  expect(read.text).toContain('You will have it today.')
  expect(read.html).toContain('<p>You will have it today.</p>')
  expect(readOurMessageId(secret, read.messageId!)).toMatchObject({ messageId: sent.id })
  const { items } = await ana().cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(items.map(({ name }) => name)).toContain('message.sent')
})

test('answers refer to what the customer saw, and to nothing else', async () => {
  const made = await open()
  const { db } = world.runtime
  const row = (at: number, id: string, more: object = {}) => ({
    id: idAt(world.now),
    case_id: made.id,
    kind: 'email' as const,
    direction: 'in' as const,
    public: true,
    message_id: id,
    received_at: new Date(world.now.getTime() - 60_000 + at * 1000),
    created_at: world.now,
    ...more,
  })
  await db
    .insertInto('message')
    .values([
      row(1, '<first@meridianlabs.example>'),
      row(2, '<supplier@other.example>', { public: false }),
      row(3, '<broken> <x@evil.example>\r\nBcc: x@evil.example', {}),
      row(4, '<second@meridianlabs.example>'),
    ])
    .execute()
  const one = await reply(made.id, { to: [{ name: 'Ingrid', email: 'ingrid.sollberg@meridianlabs.example' }] })
  await until(made.id, one.id, 'sent')
  world.advance({ minutes: 1 })
  await reply(made.id, { to: [{ name: 'Ingrid', email: 'ingrid.sollberg@meridianlabs.example' }] })
  const [first, second] = await arrived(2)
  expect(first!.header('in-reply-to')).toBe('<second@meridianlabs.example>')
  expect(first!.header('references')).toBe('<first@meridianlabs.example> <second@meridianlabs.example>')
  expect(second!.header('references')!.split(' ')).toEqual([
    '<first@meridianlabs.example>',
    first!.header('message-id'),
    '<second@meridianlabs.example>',
  ])
})

test('an answer quotes what it answers, for those who had it, the same in every try, and never a note', async () => {
  const raw =
    'From: Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>\r\nTo: support@norrvik.example\r\nSubject: Pumpe\r\nMessage-ID: <quoted@meridianlabs.example>\r\n\r\nDie Pumpe steht seit heute Mittag still, bitte helfen Sie uns.\r\n'
  const handed = await world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    headers: { ...world.headersOf('admin'), 'content-type': 'message/rfc822' },
    payload: raw,
  })
  const id = handed.json().caseId
  await ana().conversations.sendReply({ params: { id }, body: { kind: 'note', text: 'They never pay.' } })
  const texts: string[] = []
  relay.answer.message = (mail) => {
    texts.push(mail.raw)
    return texts.length === 1 ? 451 : undefined
  }
  const sent = await reply(id)
  await eventually(() => texts.length > 0)
  await until(id, sent.id, 'sent')
  relay.answer = {}
  const [first, second] = texts.map((each) =>
    readMail(Buffer.from(each, 'latin1'), { ownAddresses: [], trustedHosts: [] }),
  )
  expect(first!.text).toMatch(/Am 19\. November 2026 um \d\d:\d\d schrieb Ingrid Sollberg:\n> Die Pumpe steht/)
  expect(second!.text).toBe(first!.text)
  expect(first!.text).not.toContain('never pay')
  expect(foldText(first!.text).visible).toMatch(/^You will have it today\.\n\nC-\d+ · ref:\S+$/)
  relay.mails.length = 0
  await reply(id, { cc: [{ name: 'Nils Aune', email: 'nils.aune@meridianlabs.example' }] })
  const [open] = await arrived()
  expect(open!.raw).not.toContain('Die Pumpe')
})

test('nothing a stranger wrote becomes a header or a recipient', async () => {
  const raw = readFileSync('tests/data/mail/own/crlf_subject.eml')
  const hostile = readMail(raw, { ownAddresses: [], trustedHosts: [] })
  const made = await open({ subject: 'Harmless' })
  // As an importer or an older version might have left it: nothing cleaned it before.
  const evil = `${hostile.subject}\r\nBcc: thief@evil.example\r\n\r\ninjected`
  const sent = await reply(made.id, {
    undoSeconds: 60,
    cc: [{ name: 'x\r\nBcc: thief@evil.example', email: 'nils.aune@meridianlabs.example' }],
  })
  await world.runtime.db
    .updateTable('message')
    .set({
      subject: evil,
      from_name: 'Ana\r\nBcc: thief@evil.example',
      text: 'a\r.\rb\r\n.\r\nMAIL FROM:<x@evil.example>',
    })
    .where('id', '=', sent.id)
    .execute()
  world.advance({ minutes: 2 })
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('release-message', { messageId: sent.id }))
  const [mail] = await arrived()
  expect(relay.mails).toHaveLength(1)
  expect(mail!.header('bcc')).toBeUndefined()
  expect(mail!.to).toEqual(['ingrid.sollberg@meridianlabs.example', 'nils.aune@meridianlabs.example'])
  expect(mail!.raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const head = mail!.raw.slice(0, mail!.raw.indexOf('\r\n\r\n'))
  expect(head).not.toMatch(/^(bcc|x-injected)\s*:/im)
})

test('an address that would break out of its place is refused, and shown', async () => {
  const made = await open()
  const sent = await reply(made.id, { undoSeconds: 60 })
  await world.runtime.db
    .updateTable('message')
    .set({
      to_addresses: JSON.stringify([{ name: '', email: 'a@b.example>, <thief@evil.example' }]),
      release_at: world.now,
    })
    .where('id', '=', sent.id)
    .execute()
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('release-message', { messageId: sent.id }))
  const failed = await until(made.id, sent.id, 'failed')
  expect(failed.deliveryError).toContain('is not an address')
  expect(relay.mails).toHaveLength(0)
})

test('what was refused for now is tried again under the same Message-ID', async () => {
  const made = await open()
  const ids: (string | undefined)[] = []
  relay.answer.message = (mail) => {
    ids.push(mail.header('message-id'))
    return ids.length === 1 ? 451 : undefined
  }
  const sent = await reply(made.id)
  const waiting = await eventually(async () => {
    const message = await standing(made.id, sent.id)
    return message.deliveryError !== null && message
  })
  expect(waiting.delivery).toBe('queued')
  const [mail] = await arrived()
  expect(new Set(ids)).toEqual(new Set([mail!.header('message-id')]))
  expect((await until(made.id, sent.id, 'sent')).deliveryError).toBeNull()
})

test('what a killed worker left behind is sent by another one, once, under the Message-ID decided before', async () => {
  await work.stop()
  const made = await open()
  const sent = await reply(made.id)
  // What a killed worker leaves: the try had begun, and its job is locked by nobody alive.
  const { db } = world.runtime
  await sql`update graphile_worker._private_jobs set locked_by = 'killed', attempts = 1,
    locked_at = now() - interval '5 minutes' where key = ${`send ${sent.id}`}`.execute(db)
  await inTransaction(world.runtime, systemActor, (ctx) =>
    beginSending(ctx, sent.id, async () => ({
      messageId: `<decided.${sent.id}@norrvik.example>`,
      fromEmail: mailbox,
      inReplyTo: null,
      references: [],
    })),
  )
  work = await workFor(world)
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('send-stranded', {}))
  const [mail] = await arrived()
  expect(mail!.header('message-id')).toBe(`<decided.${sent.id}@norrvik.example>`)
  await until(made.id, sent.id, 'sent')
  // The job that was lost is given up; another try of the same message finds nothing to do.
  await sql`delete from graphile_worker._private_jobs where locked_by = 'killed' and attempts = max_attempts`.execute(
    db,
  )
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('send-message', { messageId: sent.id }))
  await eventually(async () => {
    const { rows } = await sql`select 1 from graphile_worker.jobs where task_identifier = 'send-message'`.execute(db)
    return rows.length === 0
  })
  expect(relay.mails).toHaveLength(1)
})

test('one deferred recipient is tried again alone', async () => {
  const made = await open()
  let deferred = 0
  relay.answer.recipient = (email) => (email.startsWith('nils') && deferred++ === 0 ? 450 : undefined)
  const sent = await reply(made.id, { cc: [{ name: 'Nils Aune', email: 'nils.aune@meridianlabs.example' }] })
  const [first, second] = await arrived(2)
  expect(first!.to).toEqual(['ingrid.sollberg@meridianlabs.example'])
  expect(second!.to).toEqual(['nils.aune@meridianlabs.example'])
  expect(second!.header('message-id')).toBe(first!.header('message-id'))
  await until(made.id, sent.id, 'sent')
})

test('a mail refused for good fails at once, stands on the case, and brings a resolved case back', async () => {
  const made = await open({ type: 'general_question' })
  relay.answer.message = () => 550
  const sent = await reply(made.id, { undoSeconds: 5 })
  await ana().cases.resolveCase({
    params: { id: made.id },
    body: { summary: 'Credited', ...codeOf(made), tellCustomer: false },
  })
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('release-message', { messageId: sent.id }))
  const failed = await until(made.id, sent.id, 'failed')
  expect(failed.deliveryError).toContain('550')
  const back = await ana().cases.getCase({ params: { id: made.id } })
  expect(back).toMatchObject({ status: 'open', reopenedCount: 1, nextStep: { whose: 'us' } })
  const { items } = await ana().cases.getTimeline({ params: { id: made.id }, query: {} })
  const event = items.find(({ name }) => name === 'message.failed')
  expect(items.find(({ name }) => name === 'case.reopened')?.causeId).toBe(event?.id)
  relay.answer = {}
  await ana().conversations.retryMessage({ params: { id: sent.id } })
  await until(made.id, sent.id, 'sent')
})

test('files leave as they came', async () => {
  const made = await open()
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at % 256))
  const uploaded = await world.app.inject({
    method: 'POST',
    url: `/api/v1/cases/${made.id}/attachments?name=${encodeURIComponent('gutschrift "ä"\r\nX: 1.pdf')}`,
    headers: { ...world.headersOf('ana'), 'content-type': 'application/pdf' },
    payload: bytes,
  })
  await reply(made.id, { attachmentIds: [uploaded.json().id] })
  const [mail] = await arrived()
  const read = readMail(Buffer.from(mail!.raw, 'latin1'), { ownAddresses: [mailbox], trustedHosts: [] })
  expect(read.attachments).toHaveLength(1)
  expect(Buffer.from(read.attachments[0]!.bytes).equals(bytes)).toBe(true)
})

const codeOf = (made: { closure: { codes: { key: string }[] } }) => ({ code: made.closure.codes[0]!.key })
