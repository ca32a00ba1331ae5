import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { type Doing, doings, doTo, messageFails, openCase, receive, reply } from '../../../tests/world/histories.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { openCase as openAny } from '../cases/actions/open-case.ts'
import { replayTimeline } from './actions/replay-timeline.ts'
import { startSweeper, sweep } from './actions/sweep.ts'
import { verifyClocks } from './actions/verify-clocks.ts'
import { readTime } from './store/clocks.ts'
import { claimDue } from './store/due.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const question = { subject: 'A question', text: '', channel: 'email', opening: 'customer' as const }
const clocksOf = async (id: string) => (await world.as('ana').sla.listClocks({ params: { id } })).items
const clock = async (id: string, metric: string) => (await clocksOf(id)).findLast((each) => each.metric === metric)!
const namesOf = async (id: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.map(({ name }) => name)
const oslo = (text: string) => new Date(`${text}:00+01:00`)

test('a new case answers when it is due at once, by its first response', async () => {
  world.now = oslo('2026-11-19T13:00')
  const id = await openCase(world, { priority: 'medium' })
  const found = await world.as('ana').cases.getCase({ params: { id } })
  // Eight hours of an office day that has four left.
  expect(found).toMatchObject({ dueAt: oslo('2026-11-20T13:00').toISOString(), dueMetric: 'first_response' })
  expect((await clocksOf(found.number)).map(({ metric, state, risk }) => [metric, state, risk])).toEqual([
    ['resolution', 'running', 'on_track'],
    ['first_response', 'running', 'on_track'],
  ])
  const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
  const started = items.find((entry) => entry.name === 'clock.started' && entry.content?.metric === 'first_response')
  expect(items.find((entry) => entry.id === started?.causeId)?.name).toBe('message.received')
})

test('opening a case with its first message asks once for its clocks, and writes them with the case', async () => {
  const { db, statements, close } = openRecording(world.runtime.config.databaseUrl!)
  const openOne = () =>
    inTransaction({ ...world.runtime, db }, systemActor, async (ctx) => {
      const { id } = await openAny(ctx, { ...question, receivedAt: ctx.now })
      const content = { messageId: ctx.newId(), receivedAt: ctx.now.toISOString(), opening: true }
      await ctx.record({ name: 'message.received', caseId: id, content })
    })
  await openOne()
  statements.length = 0
  await openOne()
  const ofRouting = (text: string) => /from "queue"|person\.capacity/.test(text)
  const asked = statements.filter(({ text }) => /sla_|calendar|update "cases"/.test(text) && !ofRouting(text))
  expect(asked.map(({ text }) => /from sla_policy|insert into "sla_clock"/.exec(text)?.[0])).toEqual([
    'from sla_policy',
    'insert into "sla_clock"',
  ])
  await close()
})

test('a reply meets the first response, a failed delivery takes that back', async () => {
  world.now = oslo('2026-11-19T10:00')
  const id = await openCase(world)
  world.advance({ hours: 1 })
  const messageId = await reply(world, id)
  expect(await clock(id, 'first_response')).toMatchObject({ state: 'met', metAt: world.now.toISOString() })
  expect(await clock(id, 'periodic_update')).toMatchObject({ state: 'running' })
  await messageFails(world, id, messageId)
  expect(await clock(id, 'first_response')).toMatchObject({ state: 'running', metAt: null })
  expect(await clock(id, 'periodic_update')).toMatchObject({ state: 'cancelled' })
})

test('machine mail and imported history move nothing', async () => {
  world.now = oslo('2026-11-19T10:00')
  const id = await openCase(world)
  await reply(world, id)
  const before = await clocksOf(id)
  await receive(world, id, { machine: true })
  expect(await clocksOf(id)).toEqual(before)
  const imported = await inTransaction(world.runtime, systemActor, (ctx) =>
    openAny(ctx, {
      ...question,
      imported: true,
      receivedAt: oslo('2024-03-01T10:00'),
    }),
  )
  await receive(world, imported.id, { receivedAt: oslo('2024-03-01T10:00').toISOString() })
  expect(await clocksOf(imported.id)).toEqual([])
  world.advance({ hours: 1 })
  await receive(world, imported.id, {})
  expect((await clocksOf(imported.id)).map(({ metric }) => metric)).toEqual(['next_response'])
})

test('priority, waiting, resolving and reopening move the clocks', async () => {
  world.now = oslo('2026-11-19T10:00')
  const id = await openCase(world, { priority: 'medium' })
  const before = await clock(id, 'first_response')
  await doTo(world, id, 'raise')
  const after = await clock(id, 'first_response')
  expect(before.dueAt).toBe(oslo('2026-11-20T10:00').toISOString())
  expect(after.dueAt).toBe(oslo('2026-11-19T11:00').toISOString())
  await doTo(world, id, 'resolve')
  expect(await clock(id, 'resolution')).toMatchObject({ state: 'met' })
  expect((await world.as('ana').cases.getCase({ params: { id } })).dueAt).toBeNull()
  world.advance({ hours: 3 })
  await doTo(world, id, 'reopen')
  expect(await clock(id, 'resolution')).toMatchObject({ state: 'running', elapsedSeconds: 0 })
})

test('a clock whose case keeps no time is left alone for a minute, not looked at for ever', async () => {
  const { id } = await world.as('ana').cases.createCase({ body: { subject: 'No time', message: 'Hello?' } })
  await sql`delete from sla_case where case_id = ${id}`.execute(world.runtime.db)
  await sql`update sla_clock set wake_at = ${world.now} where case_id = ${id}`.execute(world.runtime.db)
  expect(await sweep(world.runtime)).toBe(2)
  expect(await sweep(world.runtime)).toBe(0)
  world.advance({ seconds: 61 })
  expect(await sweep(world.runtime)).toBe(2)
  await sql`delete from sla_clock where case_id = ${id}`.execute(world.runtime.db)
})

test('a breach is stamped once, at its true instant, with two sweepers, and goes to the team lead', async () => {
  world.now = oslo('2026-11-19T10:00')
  const ids = await Promise.all(Array.from({ length: 45 }, () => openCase(world, { priority: 'critical' })))
  world.now = oslo('2026-11-19T11:30')
  const sweepers = [startSweeper(world.runtime), startSweeper(world.runtime)]
  await expect.poll(async () => (await due()).length, { timeout: 20_000 }).toBe(0)
  await Promise.all(sweepers.map((each) => each.stop()))
  for (const id of ids) {
    const breach = oslo('2026-11-19T11:00')
    expect((await clock(id, 'first_response')).breachedAt).toBe(breach.toISOString())
    const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
    const breaches = items.filter(({ name }) => name === 'clock.breached')
    expect(breaches).toMatchObject([{ at: breach.toISOString(), content: { noticedAt: world.now.toISOString() } }])
    const escalated = items.filter(({ name }) => name === 'clock.escalated')
    expect(escalated).toMatchObject([
      { at: breach.toISOString(), content: { level: 1, to: [{ name: 'Mira Kaplan' }] } },
    ])
  }
  expect(await sweep(world.runtime)).toBe(0)

  async function due() {
    const { rows } = await sql`select 1 from sla_clock where wake_at <= ${world.now}`.execute(world.runtime.db)
    return rows
  }
})

test('who looks at the same time takes other cases, and none is left', async () => {
  world.now = oslo('2026-11-19T10:00')
  const ids = await Promise.all(Array.from({ length: 9 }, () => openCase(world, { priority: 'critical' })))
  world.now = oslo('2026-11-19T11:30')
  const claimed = await inTransaction(world.runtime, systemActor, async (first) => {
    const mine = await claimDue(first.db, first.now, 3)
    const theirs = await inTransaction(world.runtime, systemActor, async (second) => {
      const some = await claimDue(second.db, second.now, 3)
      return [some, await claimDue(second.db, second.now, 1000)] as const
    })
    return { mine, some: theirs[0], others: theirs[1] }
  })
  expect(claimed.mine.clocks).toBe(3)
  expect(claimed.some.clocks).toBe(3)
  expect(claimed.others.caseIds.filter((id) => claimed.mine.caseIds.includes(id))).toEqual([])
  expect(new Set([...claimed.mine.caseIds, ...claimed.others.caseIds])).toEqual(new Set(ids))
  while ((await sweep(world.runtime)) > 0);
})

test('the explanation names policy, calendar, pauses and what is left', async () => {
  world.now = oslo('2026-11-19T10:00')
  const id = await openCase(world, { priority: 'medium' })
  world.advance({ hours: 2 })
  const { number } = await world.as('ana').cases.getCase({ params: { id } })
  const { id: clockId } = await clock(id, 'first_response')
  const explained = await world.as('ana').sla.explainClock({ params: { id: number, clockId } })
  expect(explained).toMatchObject({
    policy: { name: 'Standard', version: 1 },
    priority: 'medium',
    time: 'business',
    calendar: { name: 'Office hours', timeZone: 'Europe/Oslo', because: 'organisation', version: 1 },
    start: { because: { code: 'customer_message' } },
    elapsedSeconds: 7200,
    leftSeconds: 6 * 3600,
    dueAt: oslo('2026-11-20T10:00').toISOString(),
  })
  expect(explained.log.map(({ kind }) => kind)).toEqual(['clock.started'])
})

test('a due date set by hand stays until it is lifted, with its reason, and replays alike', async () => {
  world.now = oslo('2026-11-19T10:00')
  const id = await openCase(world, { priority: 'medium' })
  const first = await clock(id, 'first_response')
  const params = { id, clockId: first.id }
  const friday = oslo('2026-11-27T12:00').toISOString()
  const pin = (dueAt: string | null, because = 'Agreed with Ingrid on the phone') =>
    world.as('ana').sla.pinClock({ params, body: { dueAt, because } })
  expect((await refusal(pin(oslo('2026-11-19T09:00').toISOString()))).code).toBe('malformed')
  expect(await pin(friday)).toMatchObject({ pinned: true, dueAt: friday })
  expect((await world.as('ana').cases.getCase({ params: { id } })).dueAt).not.toBe(first.dueAt)
  await doTo(world, id, 'raise')
  expect(await clock(id, 'first_response')).toMatchObject({ pinned: true, dueAt: friday })
  expect(await world.as('ana').sla.explainClock({ params })).toMatchObject({
    pinned: true,
    pin: { by: 'Ana Ferreira', because: 'Agreed with Ingrid on the phone', at: world.now.toISOString() },
    track: expect.arrayContaining([{ date: '2026-11-27', closedBy: null, name: null, parts: expect.anything() }]),
  })
  expect(await pin(null, 'They answered earlier')).toMatchObject({ pinned: false })
  // By what the policy says now: the priority was raised meanwhile.
  expect((await clock(id, 'first_response')).dueAt).toBe(oslo('2026-11-19T11:00').toISOString())
  expect(await namesOf(id)).toEqual(expect.arrayContaining(['clock.due_pinned', 'clock.due_unpinned']))
  expect(await replayTimeline(world.runtime.db, id)).toEqual((await readTime(world.runtime.db, id))?.keeping)
  await reply(world, id)
  expect((await refusal(pin(friday))).code).toBe('clock_has_ended')
})

test('live equals replay after random histories', async () => {
  const ids: string[] = []
  const history = fc.array(fc.tuple(fc.constantFrom(...doings), fc.nat(12 * 60)), { minLength: 6, maxLength: 16 })
  const run = async (happenings: [Doing, number][]) => {
    const id = await openCase(world)
    ids.push(id)
    for (const [doing, minutes] of happenings) {
      world.advance({ minutes })
      if (minutes % 3 === 0) while ((await sweep(world.runtime)) > 0);
      await doTo(world, id, doing)
    }
    expect(await replayTimeline(world.runtime.db, id)).toEqual((await readTime(world.runtime.db, id))?.keeping)
  }
  await fc.assert(fc.asyncProperty(history, run), { numRuns: 12, endOnFailure: true })
  expect(await verifyClocks(world.runtime.db)).toMatchObject({ differences: [] })
  expect(new Set((await Promise.all(ids.map(namesOf))).flat())).toContain('clock.breached')
  await world.runtime.db
    .updateTable('sla_clock')
    .set({ detail: sql`jsonb_set(detail::jsonb, '{dueAt}', '1')` })
    .where('case_id', '=', ids[0]!)
    .where('metric', '=', 'resolution')
    .execute()
  const { differences } = await verifyClocks(world.runtime.db, 10_000)
  expect(differences.map(({ caseId, what }) => [caseId, what])).toEqual([[ids[0], 'resolution 1']])
}, 120_000)
