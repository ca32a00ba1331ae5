import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { eventually, workFor } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { beginSending, markKept, markSent } from './actions/delivery.ts'
import { releaseMessage, sendAgain } from './actions/release-message.ts'
import { sendSomeWaiting } from './actions/waiting-letters.ts'
import { nextWaiting } from './store/waiting.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const ana = () => world.as('ana')
const theCase = (id: string) => ana().cases.getCase({ params: { id } })
let count = 0
const newCase = (more: object = {}) =>
  ana().cases.createCase({
    body: {
      subject: `Invoice ${++count}`,
      message: 'Which one?',
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      ...more,
    },
  })
const reply = (id: string, more: object = {}) =>
  ana().conversations.sendReply({ params: { id }, body: { kind: 'reply', text: 'Here it is.', ...more } })
const post = (who: 'ana' | 'priya' | 'admin', url: string, key: string, payload: object | Buffer, type?: string) =>
  world.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    headers: { ...world.headersOf(who), 'idempotency-key': key, ...(type && { 'content-type': type }) },
    payload,
  })

test('what the customer wrote while a reply waited to leave is not answered by it', async () => {
  const made = await newCase()
  const before = new Date(world.now.getTime() - 60_000)
  const { db } = world.runtime
  await db.updateTable('cases').set({ customer_replied_at: before }).where('id', '=', made.id).execute()
  const early = await reply(made.id, { undoSeconds: 30 })
  world.advance({ seconds: 10 })
  const meanwhile = new Date(world.now)
  await db.updateTable('cases').set({ customer_replied_at: meanwhile }).where('id', '=', made.id).execute()
  world.advance({ seconds: 20 })
  await inTransaction(world.runtime, systemActor, (ctx) => releaseMessage(ctx, early.id))
  const standing = () =>
    db.selectFrom('cases').select('customer_replied_at').where('id', '=', made.id).executeTakeFirstOrThrow()
  expect((await standing()).customer_replied_at).toEqual(meanwhile)
  await reply(made.id)
  expect((await standing()).customer_replied_at).toBeNull()
})

test('a reply goes to those who take part; whom somebody put in copy is named by the writer or left out', async () => {
  const mail = mailOf({
    Subject: 'Pump',
    Cc: 'Stranger <stranger@elsewhere.example>',
    'Message-ID': `<cc${++count}@meridianlabs.example>`,
  })
  const { caseId } = await deliver(world, mail)
  expect((await theCase(caseId!)).replyCc).toMatchObject([{ email: 'stranger@elsewhere.example' }])
  expect((await reply(caseId!)).cc).toEqual([])
  const named = await reply(caseId!, { cc: [{ name: 'Stranger', email: 'stranger@elsewhere.example' }] })
  expect(named.cc).toMatchObject([{ email: 'stranger@elsewhere.example' }])
  expect((await reply(caseId!)).cc).toMatchObject([{ email: 'stranger@elsewhere.example' }])
})

test('a closed case takes no note; its follow-up does', async () => {
  const made = await newCase({ type: 'general_question' })
  await ana().cases.resolveCase({
    params: { id: made.id },
    body: { summary: 'Sent', code: made.closure.codes[0]!.key, tellCustomer: false },
  })
  world.advance({ days: 30 })
  const work = await workFor(world)
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.enqueue('close-resolved', {}))
  await eventually(async () => (await theCase(made.id)).status === 'closed')
  await work.stop()
  const note = (id: string) =>
    ana().conversations.sendReply({ params: { id }, body: { kind: 'note', text: 'By the way' } })
  expect(await refusal(note(made.id))).toMatchObject({
    code: 'case_is_closed',
    detail: { detail: expect.stringContaining('follow-up') },
  })
  const next = await ana().cases.followUpCase({ params: { id: made.id }, body: {} })
  expect(await note(next.id)).toMatchObject({ kind: 'note' })
})

test('one Idempotency-Key is one file, and another file under it is refused', async () => {
  const made = await newCase()
  const upload = (bytes: string, key = `file ${made.id}`) =>
    post('ana', `/cases/${made.id}/attachments?name=a.txt`, key, Buffer.from(bytes), 'text/plain')
  const [first, second] = await Promise.all([upload('one'), upload('one')])
  expect(first.statusCode, first.body).toBe(200)
  expect(second.json()).toEqual(first.json())
  expect((await upload('two')).json()).toMatchObject({ code: 'key_used_for_another_request' })
  const rows = await world.runtime.db.selectFrom('attachment').select('id').where('case_id', '=', made.id).execute()
  expect(rows).toHaveLength(1)
})

test('a repeat answers only whoever may still see and do what it was about', async () => {
  const made = await newCase({ type: 'billing_dispute' })
  const body = { kind: 'reply', text: 'A secret matter.' }
  const again = () => post('priya', `/cases/${made.id}/messages`, 'r1', body)
  const file = () => post('priya', `/cases/${made.id}/attachments?name=a.txt`, 'f1', Buffer.from('x'), 'text/plain')
  const first = await again()
  expect(first.statusCode, first.body).toBe(200)
  expect((await file()).statusCode).toBe(200)
  expect((await again()).json()).toEqual(first.json())
  const { db } = world.runtime
  // What has been done already is only shown, and a look ahead writes nothing: neither says on the timeline whose it is.
  const { id: taken } = (await post('priya', `/cases/${made.id}/messages`, 'r2', { ...body, undoSeconds: 30 })).json()
  await post('priya', `/messages/${taken}/undo`, 'u1', {})
  const undo = () => post('priya', `/messages/${taken}/undo`, 'u2', {})
  const question = { kind: 'internal', teamId: world.teams.technical, subject: 'A secret seal', text: 'Is it?' }
  const side = (await post('priya', `/cases/${made.id}/side-conversations`, 's1', question)).json()
  const endAs = (key: string, version: number) => post('priya', `/side-conversations/${side.id}/end`, key, { version })
  const { version } = (await endAs('e1', side.version)).json()
  const end = () => endAs('e2', version)
  const moves = [{ caseId: made.id, toId: world.people.mira }]
  const preview = () => post('priya', '/workload/preview', 'p1', { moves })
  for (const shown of [await undo(), await end(), await preview()]) expect(shown.statusCode, shown.body).toBe(200)
  await db.updateTable('cases').set({ restricted: true }).where('id', '=', made.id).execute()
  for (const lost of [await again(), await file(), await undo(), await end(), await preview()]) {
    expect(lost.statusCode).toBe(404)
    expect(lost.body).not.toContain('secret')
  }
  await db.updateTable('cases').set({ restricted: false }).where('id', '=', made.id).execute()
  expect((await again()).json()).toEqual(first.json())
  // Whoever gave what is not theirs needed the right to; that they may still work cases is not enough.
  const give = () => post('priya', `/cases/${made.id}/assign`, 'g1', { ownerId: null })
  const { version: givenAt } = (await give()).json()
  const takeBack = () => post('priya', `/cases/${made.id}/assign/undo`, 'g2', { version: givenAt })
  for (const done of [await give(), await takeBack(), await takeBack()]) expect(done.statusCode, done.body).toBe(200)
  const { items: roles } = await world.as('admin').people.listRoles({})
  const agent = roles.find(({ kind, shipped }) => kind === 'agent' && shipped)!
  await world.as('admin').people.changeRole({
    params: { id: agent.id },
    body: { version: agent.version, rights: agent.rights.filter((right) => right !== 'cases.assign') },
  })
  await eventually(async () => (await give()).statusCode === 403)
  expect((await takeBack()).statusCode).toBe(403)
  expect((await again()).json()).toEqual(first.json())
  await db.updateTable('person').set({ role: 'light' }).where('id', '=', world.people.priya).execute()
  world.runtime.publish([{ kind: 'session', id: world.people.priya }])
  await eventually(async () => (await again()).statusCode === 403)
  expect(
    await db
      .selectFrom('message')
      .select('id')
      .where('case_id', '=', made.id)
      .where('direction', '=', 'out')
      .where('undone_at', 'is', null)
      .execute(),
  ).toHaveLength(1)
})

const bySystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(world.runtime, systemActor, work)
const begin = (id: string) =>
  bySystem((ctx) =>
    beginSending(ctx, id, async () => ({
      ...{ messageId: `<${id}@x.example>`, fromEmail: 'a@x.example' },
      ...{ inReplyTo: null, references: [] },
    })),
  )

test('a letter that leaves hours after its release answers first when it left, on the case as on its clocks', async () => {
  const made = await newCase()
  const { id } = await reply(made.id)
  await bySystem((ctx) => releaseMessage(ctx, id))
  expect((await theCase(made.id)).firstResponseAt).toBe(world.now.toISOString())
  world.advance({ hours: 5 })
  await begin(id)
  await bySystem((ctx) => markSent(ctx, id, { to: ['ingrid.sollberg@meridianlabs.example'], refused: [] }))
  expect((await theCase(made.id)).firstResponseAt).toBe(world.now.toISOString())
})

test('a kept letter that leaves without one of its addresses keeps the step that asks to look at it', async () => {
  const made = await newCase()
  const { id } = await reply(made.id)
  await bySystem((ctx) => releaseMessage(ctx, id))
  await begin(id)
  await bySystem((ctx) => markKept(ctx, id, { to: [] }))
  await bySystem((ctx) => sendAgain(ctx, id))
  await begin(id)
  const refused = [{ email: 'gone@x.example', error: '550 no such person' }]
  await bySystem((ctx) => markSent(ctx, id, { to: ['ingrid.sollberg@meridianlabs.example'], refused }))
  expect((await theCase(made.id)).nextStep?.text).toContain('could not be delivered')
})

test('the question of a resolution waits for a way out only while that resolution stands', async () => {
  const admin = world.as('admin')
  const waiting = async () => (await admin.conversations.getWaitingLetters({})).count
  const [made, before] = [await newCase(), await waiting()]
  const resolveAndKeep = async () => {
    const { closure } = await theCase(made.id)
    const body = { code: closure.codes[0]!.key, summary: 'Paid back', override: { reason: 'Nothing to wait for' } }
    await world.as('mira').cases.resolveCase({ params: { id: made.id }, body })
    const { id } = await world.runtime.db
      .selectFrom('message')
      .select('id')
      .where('case_id', '=', made.id)
      .where('automatic', '=', true)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await begin(id)
    await bySystem((ctx) => markKept(ctx, id, { to: [] }))
  }
  await resolveAndKeep()
  expect(await waiting()).toBe(before + 1)
  world.advance({ minutes: 1 })
  await world.as('mira').cases.reopenCase({ params: { id: made.id }, body: { reason: 'It came back' } })
  expect(await waiting()).toBe(before)
  world.advance({ minutes: 1 })
  await resolveAndKeep()
  expect(await waiting()).toBe(before + 1)
})

test('letters that waited go out behind the request: older ones too, each once, and none that may have left already', async () => {
  const admin = world.as('admin')
  const { db, config } = world.runtime
  const kept = async (reason?: string) => {
    const made = await newCase()
    const { id } = await reply(made.id)
    await bySystem((ctx) => releaseMessage(ctx, id))
    await begin(id)
    await bySystem((ctx) => markKept(ctx, id, { to: [], ...(reason && { reason }) }))
    return { id, caseId: made.id }
  }
  const before = (await admin.conversations.getWaitingLetters({})).count
  // As a version wrote it that knew of no letters which count for nothing.
  const older = await kept()
  await db.updateTable('message').set({ uncounted_since: null }).where('id', '=', older.id).execute()
  const letters = [older, await kept(), await kept()]
  const restored = await kept('It may have left since.')
  const [first, ...rest] = await nextWaiting(db, null, 50)
  expect(await nextWaiting(db, first!, 50)).toEqual(rest)
  expect(await admin.conversations.getWaitingLetters({})).toMatchObject({ count: before + 3, sending: false })
  config.smtpOut = 'smtp://127.0.0.1:9'
  const asked = await admin.conversations.sendWaitingLetters({})
  expect(asked).toEqual({ sending: before + 3 })
  expect(await admin.conversations.getWaitingLetters({})).toMatchObject({ sending: true, count: before + 3 })
  const { rows } = await sql<{ payload: Record<string, unknown> }>`
    select payload from graphile_worker._private_jobs where key = 'send-waiting-letters'`.execute(db)
  const work = () =>
    sendSomeWaiting({ runtime: world.runtime, payload: rows[0]!.payload } as Parameters<typeof sendSomeWaiting>[0])
  await work()
  // A worker that was killed before it could tick the job off does it again.
  await work()
  config.smtpOut = null
  const standing = await db
    .selectFrom('message')
    .select(['id', 'delivery'])
    .where(
      'id',
      'in',
      [...letters, restored].map(({ id }) => id),
    )
    .execute()
  expect(
    standing
      .filter(({ delivery }) => delivery === 'queued')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(letters.map(({ id }) => id).sort())
  const again = await db
    .selectFrom('event')
    .select(['case_id', 'actor_id'])
    .where('name', '=', 'message.retried')
    .where(
      'case_id',
      'in',
      letters.map(({ caseId }) => caseId),
    )
    .execute()
  expect(again).toHaveLength(3)
  expect(new Set(again.map((each) => each.actor_id))).toEqual(new Set([world.people.sofia]))
  expect((await admin.conversations.getWaitingLetters({})).count).toBe(0)
})
