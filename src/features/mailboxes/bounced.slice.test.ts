import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver, sentOn } from '../../../tests/world/mail.ts'
import { eventually } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'
import { installationSecret } from '../../platform/installation.ts'
import { ourMessageId, replyAddress } from './rules/tokens.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(() => world.close())

const ingrid = 'ingrid.sollberg@meridianlabs.example'
const ana = () => world.as('ana')
const theCase = (id: string) => ana().cases.getCase({ params: { id } })
const clock = async (id: string, metric: string) =>
  (await ana().sla.listClocks({ params: { id } })).items.findLast((each) => each.metric === metric)
const numberOf = ({ number }: { number: string }) => Number(number.slice(2))

/** A case that waits for the customer since our reply, which has left. */
async function answered(thenStage: string | null = 'waiting_customer', type = 'billing_dispute') {
  const made = await ana().cases.createCase({
    body: {
      subject: 'Invoice',
      message: 'Which one?',
      type,
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
    },
  })
  const params = { id: made.id }
  const body = { kind: 'reply' as const, text: 'Which?', ...(thenStage && { thenStage }) }
  const sent = await ana().conversations.sendReply({ params, body })
  const messageId = ourMessageId(secret, numberOf(made), sent.id, 'caseward.example')
  await world.runtime.db
    .updateTable('message')
    .set({ message_id: messageId, delivery: 'sent', sent_at: world.now })
    .where('id', '=', sent.id)
    .execute()
  const sentNow = async () =>
    (await ana().conversations.listMessages({ params, query: {} })).items.find(({ id }) => id === sent.id)!
  return {
    made,
    params,
    sent,
    messageId,
    token: replyAddress(secret, 'support@caseward.example', numberOf(made)),
    sentNow,
  }
}

let count = 0
/** A report as mail servers send it; `original` is the header of the mail that came back, as far as it came. */
const report = (
  facts: { to?: string; recipient?: string; action?: string; original?: string; headers?: string; body?: string } = {},
) =>
  `Return-Path: <>
From: Mail Delivery System <mailer-daemon@mx.meridianlabs.example>
To: ${facts.to ?? 'support@caseward.example'}
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn${++count}@mx.meridianlabs.example>
${facts.headers ?? ''}Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

I could not deliver.
${facts.body ?? ''}
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.meridianlabs.example

Final-Recipient: rfc822; ${facts.recipient ?? ingrid}
Action: ${facts.action ?? 'failed'}
Status: 5.1.1
${facts.original === undefined ? '' : `--B\nContent-Type: text/rfc822-headers\n\n${facts.original}\n`}--B--
`.replaceAll('\n', '\r\n')

test('a reply that came back counts as none: its address is marked, and the case that waits is ours again', async () => {
  const { made, params, messageId, sentNow } = await answered()
  expect(await theCase(made.id)).toMatchObject({ status: 'pending', nextStep: { whose: 'customer' } })
  expect((await theCase(made.id)).firstResponseAt).not.toBeNull()
  const before = (await theCase(made.id)).stage
  const answer = await deliver(world, report({ original: `Message-ID: ${messageId}` }))
  expect(answer).toMatchObject({ fate: 'machine', reason: 'bounce', caseId: made.id })
  expect(await theCase(made.id)).toMatchObject({
    status: 'open',
    firstResponseAt: null,
    nextStep: {
      whose: 'us',
      text: expect.stringContaining('could not be delivered'),
      person: { id: world.people.ana },
    },
  })
  expect((await theCase(made.id)).stage).not.toEqual(before)
  expect(await sentNow()).toMatchObject({ delivery: 'failed', deliveryError: expect.stringContaining('5.1.1') })
  const contact = await ana().customers.getContact({ params: { id: world.contacts.ingrid } })
  expect(JSON.stringify(contact)).toContain('5.1.1')
  const { items } = await ana().cases.getTimeline({ params, query: {} })
  const failed = items.find(({ name }) => name === 'message.failed')
  const moved = items.find(({ name, causeId }) => name === 'case.stage_set' && causeId === failed?.id)
  expect(moved?.content).toMatchObject({ because: ['our message could not be delivered'] })
})

test('a report that lost the Message-ID is known by the signed address it came to, or the mark in what it returns', async () => {
  for (const by of ['address', 'mark'] as const) {
    const { made, token, sentNow } = await answered()
    const mark = `ref:${token.slice(token.indexOf('+') + 1, token.lastIndexOf('@'))}`
    const proof = by === 'address' ? { to: token } : { body: `> ${mark}` }
    const other = await deliver(world, report({ ...proof, recipient: 'somebody.else@meridianlabs.example' }))
    expect(other).toMatchObject({ fate: 'machine', caseId: made.id })
    expect((await sentNow()).delivery).toBe('sent')
    expect(await deliver(world, report(proof))).toMatchObject({ fate: 'machine', caseId: made.id })
    expect((await sentNow()).delivery, by).toBe('failed')
    expect((await theCase(made.id)).status).toBe('open')
  }
})

test('a forged report voids nothing: without proof, with the proof of another case, or by an id that others chose', async () => {
  const { made, params, sentNow } = await answered()
  const another = await answered()
  const theirs = '<theirs@meridianlabs.example>'
  await world.runtime.db
    .insertInto('message')
    .values({
      id: idAt(world.now),
      case_id: made.id,
      kind: 'email',
      direction: 'in',
      public: true,
      message_id: theirs,
      received_at: world.now,
      created_at: world.now,
    })
    .execute()
  const signedByNobody = `<c${numberOf(made)}.${'0'.repeat(32)}.${'a'.repeat(26)}@caseward.example>`
  for (const forged of [
    report(),
    report({ headers: `Subject: Re: Invoice [${made.number}]\n` }),
    report({ headers: `In-Reply-To: ${theirs}\n`, original: `Message-ID: ${theirs}` }),
    report({ original: `Message-ID: ${signedByNobody}` }),
    report({ to: `support+c${numberOf(made)}.${'a'.repeat(26)}@caseward.example` }),
  ]) {
    expect((await deliver(world, forged)).fate).toBe('machine')
    expect((await sentNow()).delivery).toBe('sent')
  }
  await deliver(world, report({ to: another.token }))
  expect((await another.sentNow()).delivery).toBe('failed')
  expect((await sentNow()).delivery).toBe('sent')
  expect((await theCase(params.id)).status).toBe('pending')
})

test('a delay, a success and a repeat say nothing new; a resolved case comes back by a failure alone', async () => {
  const { made, params, messageId, token } = await answered(null, 'general_question')
  const body = { summary: 'Sent', code: made.closure.codes[0]!.key, tellCustomer: false }
  await ana().cases.resolveCase({ params, body })
  expect((await theCase(made.id)).status).toBe('resolved')
  for (const action of ['delayed', 'delivered', 'relayed'])
    await deliver(world, report({ to: token, action, original: `Message-ID: ${messageId}` }))
  expect((await theCase(made.id)).status).toBe('resolved')
  await deliver(world, report({ original: `Message-ID: ${messageId}` }))
  expect(await theCase(made.id)).toMatchObject({ status: 'open', reopenedCount: 1 })
  await deliver(world, report({ to: token }))
  const { items } = await ana().cases.getTimeline({ params, query: { limit: 200 } })
  expect(items.filter(({ name }) => name === 'message.failed')).toHaveLength(1)
})

test('the first response that came back is open again', async () => {
  const opened = await deliver(
    world,
    `From: Ingrid <${ingrid}>\r\nTo: support@caseward.example\r\nSubject: Pump\r\nMessage-ID: <first@meridianlabs.example>\r\n\r\nIt stopped.\r\n`,
  )
  const params = { id: opened.caseId! }
  const number = Number(opened.caseNumber!.slice(2))
  const sent = await ana().conversations.sendReply({ params, body: { kind: 'reply', text: 'We come.' } })
  expect((await clock(params.id, 'first_response'))?.state).toBe('met')
  const messageId = ourMessageId(secret, number, sent.id, 'caseward.example')
  await world.runtime.db.updateTable('message').set({ message_id: messageId }).where('id', '=', sent.id).execute()
  await deliver(world, report({ original: `Message-ID: ${messageId}` }))
  expect((await clock(params.id, 'first_response'))?.state).toBe('running')
})

test('who takes a message back waits for the case first, as a report does, so that neither waits for the other', async () => {
  const { made, params } = await answered(null)
  const body = { kind: 'reply' as const, text: 'Wait', undoSeconds: 60, thenStage: 'waiting_customer' }
  const sent = await ana().conversations.sendReply({ params, body })
  const { db } = world.runtime
  let undone: Promise<unknown> = Promise.resolve()
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('cases').select('id').where('id', '=', made.id).forUpdate().execute()
    undone = ana().conversations.undoMessage({ params: { id: sent.id } })
    undone.catch(() => {})
    await eventually(async () => {
      const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await waiting.execute(db)).rows.length > 0
    })
    await sql`set local lock_timeout = '1s'`.execute(trx)
    await trx.selectFrom('message').select('id').where('id', '=', sent.id).forUpdate().execute()
  })
  await expect(undone).resolves.toMatchObject({ undoneAt: world.now.toISOString() })
})

test('a mail of ours on a case of nobody is not ours to void', async () => {
  const { made } = await answered()
  const elsewhere = await sentOn(world, made.id, {
    messageId: '<old@norrvik.example>',
    to: 'nils@meridianlabs.example',
  })
  await deliver(world, report({ original: 'Message-ID: <old@norrvik.example>', recipient: ingrid }))
  const row = await world.runtime.db
    .selectFrom('message')
    .select('delivery')
    .where('id', '=', elsewhere.id)
    .executeTakeFirst()
  expect(row?.delivery).toBe('sent')
})
