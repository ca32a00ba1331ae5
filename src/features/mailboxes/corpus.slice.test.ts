import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImapServer, openImapServer } from '../../../tests/world/imap.ts'
import { deliver, openSender, sentOn } from '../../../tests/world/mail.ts'
import { ownPort } from '../../../tests/world/ports.ts'
import { eventually } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { processMail } from './actions/process-mail.ts'
import type { InboundMailAnswer } from './contract.ts'
import { startImap } from './imap/watch.ts'
import { importMail } from './importing/import-mail.ts'
import { type MailListener, openMailListener } from './listening/listener.ts'
import { storable } from './reading/safe-text.ts'

interface Facts {
  subject?: string
  from_email?: string
  message_id?: string
  body_contains?: string[]
  attachments?: (string | null)[]
  attachments_count?: number
  must_not_auto_reply?: boolean
  bounce?: boolean
  must?: string
}

const folder = resolve(import.meta.dirname, '../../../tests/data/mail')
const corpus: { file: string; expect: Facts }[] = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')).cases
const folded = (text: string) => storable(text).replace(/\s+/g, ' ').trim()
const sorted = (names: (string | null)[]) => names.map((name) => name ?? 'attachment').sort()

type Way = (world: World, raw: Buffer, file: string) => Promise<InboundMailAnswer>
let listener: MailListener
let sender: ReturnType<typeof openSender>
let provider: ImapServer
let fetching: { stop: () => Promise<void> }

/** Every way in, up to the fate. */
const ways: Record<string, Way> = {
  http: (world, raw) => deliver(world, raw),
  smtp: async (world, raw) => {
    const said = await sender.send(raw, 'support@desk.example')
    return processMail(world.runtime, /Kept as (\S+)/.exec(said)![1]!)
  },
  import: async (world, raw, file) => {
    const path = resolve(folder, file)
    const done = await importMail(world.runtime, [path], { stop: new AbortController().signal, progress: () => {} })
    expect(done).toMatchObject({ mails: 1, problems: [] })
    const row = await world.runtime.db
      .selectFrom('inbound_mail')
      .select('id')
      .where('source_key', '=', createHash('sha256').update(raw).digest('hex'))
      .executeTakeFirstOrThrow()
    return processMail(world.runtime, row.id)
  },
  imap: async (world, raw) => {
    const { id } = await eventually(() =>
      world.runtime.db
        .selectFrom('inbound_mail')
        .select('id')
        .where('source', '=', 'imap')
        .where('raw_hash', '=', createHash('sha256').update(raw).digest('hex'))
        .where('fate', '=', 'pending')
        .executeTakeFirst(),
    )
    return processMail(world.runtime, id)
  },
}

describe.each(Object.entries(ways))('by %s', (way, deliverBy) => {
  let world: World
  let known: Record<1001 | 1002, string>
  const fates = new Map<string, InboundMailAnswer>()

  beforeAll(async () => {
    world = await testWorld({ config: { url: 'http://desk.example', smtpInPort: await ownPort() } })
    listener = await openMailListener(world.runtime)
    sender = openSender(world.runtime.config.smtpInPort)
    provider = await openImapServer({ uidvalidity: 7, messages: [] })
    const [mailbox] = (await world.as('admin').mailboxes.listMailboxes({})).items
    await world.as('admin').imap.setImap({
      params: { id: mailbox!.id },
      body: { host: '127.0.0.1', port: provider.port, security: 'none', user: 'testuser', password: 'testpass' },
    })
    fetching = startImap(world.runtime)
    const open = async (subject: string) =>
      (
        await world
          .as('ana')
          .cases.createCase({ body: { subject, message: 'Please help.', contactId: world.contacts.ingrid } })
      ).id
    known = { 1001: await open('Case 1001'), 1002: await open('Case 1002') }
    await sentOn(world, known[1001], { messageId: '<case-1001-msg1@desk.example>', to: 'alice@customer.example' })
    await sentOn(world, known[1002], { messageId: '<case-1002-msg3@desk.example>', to: 'bob@customer.example' })
    // All at once: it is fetched while the first is looked at, instead of being told of each.
    if (way === 'imap')
      for (const { file } of corpus) provider.arrive(readFileSync(resolve(folder, file)).toString('latin1'))
  })
  afterAll(async () => {
    sender.close()
    await fetching.stop()
    await provider.close()
    await listener.close()
    await world.close()
  })

  test.each(corpus)('$file', async ({ file, expect: facts }) => {
    const answer = await deliverBy(world, readFileSync(resolve(folder, file)), file)
    fates.set(file, answer)
    const entry = await world.as('admin').mailboxes.getLedgerEntry({ params: { id: answer.id } })
    expect(entry).toMatchObject({ fate: answer.fate, source: way, error: null })
    if (facts.subject !== undefined) expect(entry.subject).toBe(folded(facts.subject))
    if (facts.from_email !== undefined) expect(entry.fromEmail).toBe(facts.from_email.toLowerCase())
    if (facts.message_id !== undefined) expect(entry.messageId).toBe(facts.message_id)
    if (facts.bounce) expect(answer).toMatchObject({ fate: 'machine' })
    if (!answer.messageId) {
      expect(['machine', 'duplicate']).toContain(answer.fate)
      if (answer.fate === 'machine') expect(facts.must_not_auto_reply ?? true).toBe(true)
      return
    }
    const { items } = await world
      .as('ana')
      .conversations.listMessages({ params: { id: answer.caseId! }, query: { limit: 200 } })
    const message = items.find((each) => each.id === answer.messageId)!
    for (const piece of facts.body_contains ?? []) expect(folded(message.text)).toContain(folded(piece))
    if (answer.fate === 'duplicate') return
    if (facts.from_email !== undefined) expect(message.from?.email).toBe(facts.from_email)
    if (facts.message_id !== undefined) expect(message.messageId).toBe(facts.message_id)
    if (facts.must_not_auto_reply !== undefined)
      expect(message.flags.mustNotAutoReply ?? false).toBe(facts.must_not_auto_reply)
    if (facts.bounce !== undefined) expect(message.bounce).toBe(facts.bounce)
    if (facts.attachments_count !== undefined) expect(message.attachments).toHaveLength(facts.attachments_count)
    if (facts.attachments && !file.includes('evil'))
      expect(sorted(message.attachments.map(({ name }) => name))).toEqual(sorted(facts.attachments))
  })

  test('a delivery report joins the case of the message it returns, and marks the address', async () => {
    const dsn = fates.get('own/dsn_null_sender.eml')!
    expect(dsn).toMatchObject({ fate: 'machine', caseId: known[1002] })
    const { items } = await world.as('ana').conversations.listMessages({ params: { id: known[1002] }, query: {} })
    expect(items.find((each) => each.messageId === '<case-1002-msg3@desk.example>')).toMatchObject({
      delivery: 'failed',
    })
    expect(items.filter((each) => each.direction === 'out')).toHaveLength(1)
  })

  test('mail from our own address opens nothing and makes nobody a customer', async () => {
    expect(fates.get('own/own_address_loop.eml')).toMatchObject({ fate: 'machine', reason: 'own_address' })
    const { items } = await world.as('ana').customers.listContacts({ query: { q: 'support@desk.example' } })
    expect(items).toEqual([])
  })

  test('odd ids thread, a bare number does not, an attached mail neither threads nor makes a machine of its sender', async () => {
    expect(fates.get('own/msgid_weird.eml')).toMatchObject({ fate: 'reply', caseId: known[1001] })
    expect(['new_case', 'held']).toContain(fates.get('own/foreign_token.eml')!.fate)
    expect(fates.get('own/forwarded_message.eml')!.fate).toBe('new_case')
    expect(fates.get('own/auto_submitted_no.eml')!.fate).toBe('new_case')
  })

  test('what a sender claims about his own authentication is not believed', async () => {
    const { caseId, messageId } = fates.get('own/fake_auth_results.eml')!
    const { items } = await world.as('ana').conversations.listMessages({ params: { id: caseId! }, query: {} })
    expect(items.find((each) => each.id === messageId)?.flags).not.toHaveProperty('authentication')
  })

  test('a mail of 1970 is not overdue', async () => {
    const made = await world.as('ana').cases.getCase({ params: { id: fates.get('own/past_date.eml')!.caseId! } })
    expect(new Date(made.createdAt)).toEqual(world.now)
    expect(new Date(made.nextStep!.dueAt!).getTime()).toBeGreaterThan(world.now.getTime())
  })

  test('hidden HTML stays harmless, and evil names leave no header', async () => {
    const hidden = fates.get('own/html_only_hidden.eml')!
    const thread = await world.as('ana').conversations.listMessages({ params: { id: hidden.caseId! }, query: {} })
    expect(thread.items[0]?.html).not.toMatch(/<(style|base|meta|form|input|script)|\ssrc=|position|z-index/i)
    const evil = fates.get('own/evil_filenames.eml')!
    const { items } = await world.as('ana').conversations.listMessages({ params: { id: evil.caseId! }, query: {} })
    expect(items[0]?.attachments).toHaveLength(10)
    for (const { id } of items[0]!.attachments) {
      const answer = await world.app.inject({ url: `/api/v1/attachments/${id}`, headers: world.headersOf('ana') })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-disposition']).toMatch(
        /^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[\w%.~!*-]+$/,
      )
    }
  })
})
