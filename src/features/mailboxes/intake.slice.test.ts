import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver, mailOf, sendRaw, sentOn, talk } from '../../../tests/world/mail.ts'
import { ownPort } from '../../../tests/world/ports.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { processMail } from './actions/process-mail.ts'
import { tryMail } from './actions/try-mail.ts'
import { type MailListener, openMailListener } from './listening/listener.ts'
import { ourMessageId, replyAddress } from './rules/tokens.ts'

let world: World
let listener: MailListener
let secret: Buffer
beforeAll(async () => {
  world = await testWorld({ config: { smtpInPort: await ownPort() } })
  listener = await openMailListener(world.runtime)
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

let count = 0
const newId = (domain = 'meridianlabs.example') => `<m${++count}@${domain}>`
const ingrid = 'ingrid.sollberg@meridianlabs.example'
const thread = async (caseId: string) =>
  (await world.as('ana').conversations.listMessages({ params: { id: caseId }, query: { limit: 200 } })).items
const theCase = (id: string) => world.as('ana').cases.getCase({ params: { id } })
const numberOf = (text: string) => Number(text.slice(2))

/** A case of Ingrid's with an answer of ours. */
async function answeredCase() {
  const opened = await deliver(world, mailOf({ Subject: 'Pump', 'Message-ID': newId() }))
  const number = numberOf(opened.caseNumber!)
  const messageId = ourMessageId(secret, number, crypto.randomUUID(), 'caseward.example')
  const sent = await sentOn(world, opened.caseId!, { messageId, to: ingrid })
  return { id: opened.caseId!, number, messageId, sentId: sent.id }
}

test('a first mail opens a case for its sender, with everything on the timeline', async () => {
  const answer = await deliver(world, mailOf({ Subject: 'Pump', 'Message-ID': '<first@meridianlabs.example>' }))
  expect(answer).toMatchObject({ fate: 'new_case', caseNumber: expect.stringMatching(/^C-\d+$/) })
  expect(await theCase(answer.caseId!)).toMatchObject({
    subject: 'Pump',
    contact: { name: 'Ingrid Sollberg' },
    account: { name: 'Meridian Labs' },
    channel: 'email',
  })
  expect(await thread(answer.caseId!)).toMatchObject([
    { id: answer.messageId, messageId: '<first@meridianlabs.example>', kind: 'email', hasRaw: true },
  ])
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: answer.caseId! }, query: {} })
  const opened = items.find((entry) => entry.name === 'case.opened')
  expect(items.find((entry) => entry.name === 'message.received')?.causeId).toBe(opened?.id)
})

test('the same mail again, in parallel and by two ways, is one message', async () => {
  const mail = mailOf({ Subject: 'Twice', 'Message-ID': newId() })
  const bySmtp = async () => {
    const said = await sendRaw(world.runtime.config.smtpInPort, mail, 'support@caseward.example', ingrid)
    return processMail(world.runtime, /Kept as (\S+)/.exec(said)![1]!)
  }
  const answers = await Promise.all([
    deliver(world, mail),
    bySmtp(),
    deliver(world, mail),
    bySmtp(),
    deliver(world, mail),
  ])
  expect(answers.map(({ fate }) => fate).sort()).toEqual([
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'new_case',
  ])
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1)
  expect(await thread(answers[0]!.caseId!)).toHaveLength(1)
})

test('the same Message-ID over another text is kept and flagged', async () => {
  const id = newId()
  await deliver(world, mailOf({ Subject: 'A', 'Message-ID': id }, 'The first text.'))
  const other = await deliver(world, mailOf({ Subject: 'A', 'Message-ID': id }, 'Quite another text.'))
  expect(other.fate).toBe('new_case')
  expect((await thread(other.caseId!))[0]?.flags).toMatchObject({ messageIdReused: id })
})

test('an answer joins by reference, by reply address, and reopens what was resolved', async () => {
  const { id, number, messageId } = await answeredCase()
  const byReference = await deliver(
    world,
    mailOf({ Subject: 'Re: Pump', 'In-Reply-To': messageId, 'Message-ID': newId() }),
  )
  expect(byReference).toMatchObject({ fate: 'reply', caseId: id, reason: 'reference' })
  const to = replyAddress(secret, 'support@caseward.example', number)
  const byAddress = await deliver(world, mailOf({ Subject: 'More', To: to, 'Message-ID': newId() }))
  expect(byAddress).toMatchObject({ fate: 'reply', caseId: id, reason: 'reply_address' })
  expect(await thread(id)).toHaveLength(4)
})

test('whoever is not in the case is held apart, with the case proposed', async () => {
  const { id, number, messageId } = await answeredCase()
  const stranger = { From: 'Mallory <mallory@elsewhere.example>', 'Reply-To': ingrid, Cc: ingrid }
  const token = replyAddress(secret, 'support@caseward.example', number)
  for (const attack of [{ 'In-Reply-To': messageId }, { References: messageId }, { To: token }] as Record<
    string,
    string
  >[]) {
    const held = await deliver(
      world,
      mailOf({ ...stranger, ...attack, Subject: 'Re: Pump', 'Message-ID': newId('x.example') }),
    )
    expect(held).toMatchObject({ fate: 'held' })
    expect(held.caseId).not.toBe(id)
    const { items } = await world.as('ana').cases.getTimeline({ params: { id: held.caseId! }, query: {} })
    expect(items.find((entry) => entry.name === 'case.held_apart')?.content).toMatchObject({ proposedCaseId: id })
  }
  for (const guess of [
    { Subject: `Re: Pump [C-${number}]` },
    { Subject: 'Pump', To: `support+c${number}.aaaaaaaaaaaaaaaaaaaaaaaaaa@caseward.example` },
    { Subject: 'Pump', 'In-Reply-To': messageId.replace(/\.[a-z2-7]{26}@/, `.${'a'.repeat(26)}@`) },
  ] as Record<string, string>[]) {
    const guessed = await deliver(world, mailOf({ ...stranger, ...guess, 'Message-ID': newId('x.example') }))
    expect(guessed.fate).toBe('new_case')
    expect(guessed.caseId).not.toBe(id)
  }
  expect(await thread(id)).toHaveLength(2)
})

test('a colleague by name alone is not a colleague, and our own id from outside says nothing', async () => {
  const { id, messageId } = await answeredCase()
  const forged = await deliver(
    world,
    mailOf({
      From: 'ana.ferreira@norrvik.example',
      Subject: 'Re: Pump',
      'In-Reply-To': messageId,
      'Message-ID': newId(),
    }),
  )
  expect(forged).toMatchObject({ fate: 'held', reason: 'person_not_authenticated' })
  const replayed = await deliver(world, mailOf({ Subject: 'Re: Pump', 'Message-ID': messageId }))
  expect(replayed).toMatchObject({ fate: 'machine', reason: 'our_own_message' })
  expect(await thread(id)).toHaveLength(2)
})

test('a mail that a colleague forwards is the customer’s', async () => {
  const text =
    '---------- Forwarded message ---------\nFrom: Owen Pryce <owen.pryce@kestrelbrewing.example>\nSubject: Keg valve\n\nIt leaks.'
  const answer = await deliver(
    world,
    mailOf(
      { From: 'Ana Ferreira <ana.ferreira@norrvik.example>', Subject: 'Fwd: Keg valve', 'Message-ID': newId() },
      text,
    ),
  )
  expect(await theCase(answer.caseId!)).toMatchObject({ subject: 'Keg valve', contact: { name: 'Owen Pryce' } })
})

test('machines are recorded: on the case they answer to, otherwise in the ledger alone', async () => {
  const { id, messageId } = await answeredCase()
  const away = { 'Auto-Submitted': 'auto-replied', Subject: 'Away' }
  const onCase = await deliver(world, mailOf({ ...away, 'In-Reply-To': messageId, 'Message-ID': newId() }))
  expect(onCase).toMatchObject({ fate: 'machine', caseId: id })
  expect((await thread(id)).find((each) => each.id === onCase.messageId)).toMatchObject({ machine: true })
  const alone = await deliver(world, mailOf({ ...away, 'Message-ID': newId() }))
  expect(alone).toMatchObject({ fate: 'machine' })
  expect(alone.caseId).toBeUndefined()
  const raw = await world.app.inject({ url: `/api/v1/mail-ledger/${alone.id}/raw`, headers: world.headersOf('mira') })
  expect(raw.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  })
  expect(raw.headers['content-disposition']).toMatch(/^attachment/)
  expect(raw.body).toContain('Auto-Submitted: auto-replied')
})

test('one mail to two of our addresses is one case, and the second team is told', async () => {
  await world.as('admin').mailboxes.createMailbox({
    body: { name: 'Field', address: 'field@caseward.example', teamId: world.teams.technical },
  })
  const to = { To: 'support@caseward.example, field@caseward.example', 'Message-ID': newId() }
  const mail = mailOf({ Subject: 'Invoice for both', ...to }, 'Which VAT is right?')
  const first = await deliver(world, mail, { mailbox: 'support@caseward.example' })
  const second = await deliver(world, mail, { mailbox: 'field@caseward.example' })
  expect([first.fate, second.fate]).toEqual(['new_case', 'duplicate'])
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: first.caseId! }, query: {} })
  expect(items.filter((entry) => entry.name === 'case.team_involved')).toHaveLength(1)
})

test('a mail that its job and the taking up of what waits come to at once is tried once', async () => {
  const mail = mailOf({ Subject: 'Twice', 'Message-ID': newId() })
  const said = await sendRaw(world.runtime.config.smtpInPort, mail, 'support@caseward.example')
  const id = /Kept as (\S+)/.exec(said)![1]!
  const [one, other] = await Promise.all([tryMail(world.runtime, id), tryMail(world.runtime, id)])
  expect(other).toEqual(one)
  const { attempts, fate } = await world.as('admin').mailboxes.getLedgerEntry({ params: { id } })
  expect([attempts, fate]).toEqual([1, 'new_case'])
})

test('poison rests as failed with its bytes while others pass, and can be retried', async () => {
  const { db, log } = world.runtime
  log.level = 'silent'
  await sql`create function spit() returns trigger language plpgsql as $$
    begin if new.subject = 'Poison' then raise exception 'it does not go down'; end if; return new; end $$`.execute(db)
  await sql`create trigger spit before insert on message for each row execute function spit()`.execute(db)
  const ids: string[] = []
  for (const subject of ['Poison', ...Array.from({ length: 20 }, (_, i) => `Good ${i}`)]) {
    const mail = mailOf({ Subject: subject, 'Message-ID': newId() })
    const said = await sendRaw(world.runtime.config.smtpInPort, mail, 'support@caseward.example')
    ids.push(/Kept as (\S+)/.exec(said)![1]!)
  }
  const work = await workFor(world)
  const fateOf = async (id: string) => (await world.as('admin').mailboxes.getLedgerEntry({ params: { id } })).fate
  for (const id of ids.slice(1)) await eventually(async () => (await fateOf(id)) === 'new_case')
  await eventually(async () => {
    await sql`update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null`.execute(
      db,
    )
    return (await fateOf(ids[0]!)) === 'failed'
  }, 25)
  expect(await world.as('admin').mailboxes.getLedgerEntry({ params: { id: ids[0]! } })).toMatchObject({
    attempts: 5,
    error: 'it does not go down',
  })
  await sql`drop trigger spit on message`.execute(db)
  await world.as('mira').mailboxes.retryMail({ params: { id: ids[0]! } })
  await eventually(async () => (await fateOf(ids[0]!)) === 'new_case')
  await work.stop()
  log.level = 'error'
})

test('strangers are told no by SMTP, and what looks smuggled is refused', async () => {
  const port = world.runtime.config.smtpInPort
  await expect(sendRaw(port, mailOf({ Subject: 'X' }), 'nobody@caseward.example')).rejects.toThrow(/550/)
  const begin = ['EHLO x\r\n', 'MAIL FROM:<a@b.example>\r\n', 'RCPT TO:<support@caseward.example>\r\n', 'DATA\r\n']
  const smuggled = 'Subject: outer\r\n\r\nhi\n.\nMAIL FROM:<boss@b.example>\r\nSubject: inner\r\n.\r\n'
  expect((await talk(port, [...begin, smuggled])).at(-1)).toMatch(/^550/)
  expect((await talk(port, [...begin, 'Subject: dots\r\n\r\n..\r\nend\r\n.\r\n'])).at(-1)).toMatch(/^250/)
  expect((await talk(port, ['EHLO x\r\n', 'MAIL FROM:<a@b.example> SIZE=50000000\r\n'])).at(-1)).toMatch(/^552/)
  await expect(sendRaw(port, mailOf({ Subject: 'X' }), 'support+anything@caseward.example')).resolves.toMatch(/Kept as/)
})

test('what is no mail is refused with a clear answer, and so is an unknown mailbox', async () => {
  const post = (payload: string, query = {}, type = 'message/rfc822') =>
    world.app.inject({
      method: 'POST',
      url: '/api/v1/inbound-mail',
      query,
      headers: { ...world.headersOf('admin'), 'content-type': type },
      payload,
    })
  expect((await post('<html>no mail</html>')).json()).toMatchObject({ code: 'unreadable_mail' })
  expect((await post(mailOf({}), { mailbox: 'x@y.example' })).json()).toMatchObject({ code: 'unknown_mailbox' })
  expect((await post('{}', {}, 'application/json')).json()).toMatchObject({ code: 'unreadable_mail' })
})

test('one Idempotency-Key is one mail, also without a Message-ID', async () => {
  const mail = mailOf({ Subject: 'No id' })
  const first = await deliver(world, mail, { key: 'k1' })
  expect(await deliver(world, mail, { key: 'k1' })).toEqual(first)
  expect((await deliver(world, mail, { key: 'k2' })).caseId).not.toBe(first.caseId)
})

test('where the public address is an IP address, mail for localhost and for its literal comes in, and is answered there', async () => {
  const smtpInPort = await ownPort()
  const other = await testWorld({ config: { smtpInPort, url: 'http://127.0.0.1:3000' } })
  const open = await openMailListener(other.runtime)
  try {
    const [mailbox] = (await other.as('admin').mailboxes.listMailboxes({})).items
    expect(mailbox!.address).toBe('support@localhost')
    for (const to of ['support@localhost', 'support@[127.0.0.1]', 'support+more@localhost', 'support@127.0.0.1']) {
      const steps = ['EHLO x\r\n', 'MAIL FROM:<a@b.example>\r\n', `RCPT TO:<${to}>\r\n`]
      expect((await talk(smtpInPort, steps)).at(-1), to).toMatch(/^250/)
    }
    const { id, version } = mailbox!
    const named = { version, name: 'Desk', address: mailbox!.address }
    expect(await other.as('admin').mailboxes.changeMailbox({ params: { id }, body: named })).toMatchObject({
      name: 'Desk',
    })
  } finally {
    await open.close()
    await other.close()
  }
})
