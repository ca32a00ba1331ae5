import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { messageFails, openCase } from '../../../tests/world/histories.ts'
import { eventually, workFor, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { beginSending, markKept } from '../conversations/actions/delivery.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const inHours = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000).toISOString()
const call = (hours: number) => ({ kind: 'call' as const, said: 'I will call you.', dueAt: inHours(hours) })
const tasksOf = async (id: string) => (await world.as('ana').tasks.listTasks({ params: { id } })).items
const promiseOf = async (id: string) => (await tasksOf(id)).find((task) => task.promise !== null)
const reply = (id: string, more: object = {}) =>
  world.as('ana').conversations.sendReply({ params: { id }, body: { kind: 'reply', text: 'We look.', ...more } })
const reached = (id: string, more: object = {}) =>
  world.as('ana').conversations.sendReply({
    params: { id },
    body: { kind: 'call', text: 'Told them.', direction: 'out', outcome: 'Answered', reached: true, ...more },
  })
const names = async (id: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.map(({ name }) => name)
const told = async (who: 'ana' | 'mira', id: string) =>
  (await world.as(who).notifications.listNotifications({ query: {} })).items
    .filter((each) => each.case?.id === id)
    .map(({ kind, said }) => `${kind} ${said}`)

test('whoever reads, notes and approves is given no work, through no door', async () => {
  const id = await openCase(world)
  const tom = world.people.tom
  const ana = world.as('ana')
  const { version } = await ana.cases.getCase({ params: { id } })
  const add = (body: object) => ana.tasks.addTask({ params: { id }, body: { title: 'Look', ...body } })
  const task = await add({ ownerId: world.people.ana })
  const doors = [
    () => add({ ownerId: tom }),
    () => add({ ownerId: tom, dueAt: inHours(4), promise: { kind: 'call', said: 'Tom calls.' } }),
    () => ana.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, ownerId: tom } }),
    () =>
      ana.cases.changeCase({
        params: { id },
        body: { version, nextStep: { text: 'Look', whose: 'us', personId: tom, dueAt: inHours(4) } },
      }),
  ]
  for (const door of doors)
    expect(await refusal(door())).toMatchObject({
      code: 'takes_no_work',
      detail: { because: 'Tom Okafor reads, notes and approves' },
    })
  const help = {
    level: 2,
    reason: 'Help',
    how: 'help' as const,
    toPersonId: tom,
    toTeamId: null,
    helpDueAt: inHours(4),
  }
  expect((await refusal(ana.escalations.escalateCase({ params: { id }, body: help }))).code).toBe('not_escalated')
  expect((await tasksOf(id)).map(({ owner }) => owner?.name)).not.toContain('Tom Okafor')
})

test('what a reply promises is kept in view, and kept by the call', async () => {
  const id = await openCase(world)
  await reply(id, { promises: [call(5)] })
  expect(await promiseOf(id)).toMatchObject({
    title: 'Call Ingrid Sollberg',
    owner: { name: 'Ana Ferreira' },
    promise: { kind: 'call', said: 'I will call you.', state: 'open' },
  })
  const mine = await world.as('ana').cases.myNext({})
  expect(mine.items.some(({ matters }) => matters.some(({ task }) => task?.title === 'Call Ingrid Sollberg'))).toBe(
    true,
  )
  world.advance({ hours: 1 })
  await reached(id, { reached: false })
  expect((await promiseOf(id))?.doneAt).toBeNull()
  await reached(id)
  expect(await promiseOf(id)).toMatchObject({ doneBy: { name: 'Ana Ferreira' }, promise: { state: 'kept' } })
  expect((await names(id)).filter((name) => /promise|task/.test(name))).toEqual(['promise.given', 'task.done'])
})

test('a word that was promised is kept by the next reply, not by the one that gave it', async () => {
  const id = await openCase(world)
  await reply(id, { promises: [{ ...call(5), kind: 'write' }] })
  expect((await promiseOf(id))?.promise?.state).toBe('open')
  world.advance({ minutes: 10 })
  await reply(id)
  expect((await promiseOf(id))?.promise?.state).toBe('kept')
})

test('a reply that comes back kept nothing', async () => {
  const id = await openCase(world)
  await reply(id, { promises: [{ ...call(5), kind: 'write' }] })
  world.advance({ minutes: 10 })
  const sent = await reply(id)
  expect((await promiseOf(id))?.promise?.state).toBe('kept')
  await messageFails(world, id, sent.id)
  expect(await promiseOf(id)).toMatchObject({ doneAt: null, doneBy: null, promise: { state: 'open' } })
  expect(await names(id)).toContain('task.reopened')
})

test('a reply of the demo company, whose customers are nobody, keeps what was promised', async () => {
  const id = await openCase(world)
  await world.runtime.db.updateTable('cases').set({ demo: true }).where('id', '=', id).execute()
  await reply(id, { promises: [{ ...call(5), kind: 'write' }] })
  world.advance({ minutes: 10 })
  const { id: messageId } = await reply(id)
  const identity = { messageId: `<${messageId}@x.example>`, fromEmail: 'a@x.example', inReplyTo: null, references: [] }
  await inTransaction(world.runtime, systemActor, async (ctx) => {
    await beginSending(ctx, messageId, async () => identity)
    await markKept(ctx, messageId, { to: ['a@x.example'] })
  })
  expect(await names(id)).toContain('message.kept')
  expect((await promiseOf(id))?.promise?.state).toBe('kept')
})

test('what was promised in a reply that was taken back is gone', async () => {
  const id = await openCase(world)
  const sent = await reply(id, { undoSeconds: 30, promises: [call(5)] })
  expect(await promiseOf(id)).toBeDefined()
  await world.as('ana').conversations.undoMessage({ params: { id: sent.id } })
  expect(await promiseOf(id)).toBeUndefined()
})

test('its owner is reminded once, and when it is broken the lead hears of it too, once, whoever looks', async () => {
  const id = await openCase(world)
  await reply(id, { promises: [call(5)] })
  world.advance({ hours: 3, minutes: 1 })
  const look = () => workOnce(world, 'watch-promises', {})
  await Promise.all([look(), look()])
  expect(await told('ana', id)).toEqual(['promise_due Call Ingrid Sollberg'])
  expect(await told('mira', id)).toEqual([])
  world.advance({ hours: 2 })
  await Promise.all([look(), look()])
  await look()
  expect(await told('ana', id)).toEqual(['promise_broken Call Ingrid Sollberg', 'promise_due Call Ingrid Sollberg'])
  expect(await told('mira', id)).toEqual(['promise_broken Call Ingrid Sollberg'])
  const { broken_at, due_at } = await world.runtime.db
    .selectFrom('task')
    .select(['broken_at', 'due_at'])
    .where('case_id', '=', id)
    .where('promise', 'is not', null)
    .executeTakeFirstOrThrow()
  expect(broken_at).toEqual(due_at)
  const task = (await promiseOf(id))!
  await expect(
    world.as('ana').tasks.changeTask({ params: { id: task.id }, body: { version: task.version, dueAt: inHours(9) } }),
  ).rejects.toMatchObject({ code: 'task_not_ready' })
  const matters = async () =>
    (await world.as('mira').notifications.listNotifications({ query: {} })).items.filter(
      (each) => each.case?.id === id && !each.over,
    ).length
  expect(await matters()).toBe(1)
  await reached(id)
  expect((await promiseOf(id))?.promise?.state).toBe('late')
  expect(await matters()).toBe(0)
})

test('one that is moved in time is reminded of anew', async () => {
  const id = await openCase(world)
  await reply(id, { promises: [call(1)] })
  await workOnce(world, 'watch-promises', {})
  expect(await told('ana', id)).toHaveLength(1)
  const task = (await promiseOf(id))!
  const body = { version: task.version, dueAt: inHours(8) }
  await world.as('ana').tasks.changeTask({ params: { id: task.id }, body })
  world.advance({ hours: 2 })
  await workOnce(world, 'watch-promises', {})
  expect(await told('ana', id)).toHaveLength(1)
  world.advance({ hours: 5 })
  await workOnce(world, 'watch-promises', {})
  expect(await told('ana', id)).toHaveLength(2)
})

test('a case is not resolved over an open promise; the customer may let it go', async () => {
  const id = await openCase(world)
  await world.as('ana').tasks.addTask({
    params: { id },
    body: { title: 'Send the seal', dueAt: inHours(4), promise: { kind: 'other', said: 'Sent by tonight' } },
  })
  const tried = world.as('ana').cases.resolveCase({ params: { id }, body: { summary: 'Done' } })
  await expect(tried).rejects.toMatchObject({ code: 'closure_criteria_unmet' })
  const missing = await tried.catch((error) => error.detail.missing.map(({ label }: { label: string }) => label))
  expect(missing).toContain('Send the seal')
  const task = (await promiseOf(id))!
  await world.as('ana').tasks.removeTask({ params: { id: task.id } })
  expect(await promiseOf(id)).toBeUndefined()
})

test('the list shows what is to keep, what was broken and what became of the rest, by sight', async () => {
  const other = await testWorld()
  try {
    const at = (hours: number) => new Date(other.now.getTime() + hours * 3_600_000).toISOString()
    const open = (restricted: boolean) =>
      other.as('luca').cases.createCase({
        body: { subject: 'Pump', teamId: other.teams.technical, ownerId: other.people.priya, restricted },
      })
    const [seen, hidden] = [await open(false), await open(true)]
    const give = (id: string, hours: number) =>
      other.as('priya').tasks.addTask({
        params: { id },
        body: { title: `In ${hours}`, dueAt: at(hours), promise: { kind: 'other', said: 'Yes' } },
      })
    for (const each of [seen, hidden]) for (const hours of [1, 2, 50]) await give(each.id, hours)
    const first = (await other.as('priya').tasks.listTasks({ params: { id: seen.id } })).items.find(
      ({ title }) => title === 'In 1',
    )!
    await other.as('priya').tasks.changeTask({ params: { id: first.id }, body: { version: first.version, done: true } })
    other.advance({ hours: 3 })
    const titles = async (who: 'ana' | 'priya', state: 'open' | 'broken' | 'done') =>
      (await other.as(who).tasks.listPromises({ query: { state } })).items.map(({ title }) => title)
    expect(await titles('ana', 'open')).toEqual(['In 50'])
    expect(await titles('ana', 'broken')).toEqual(['In 2'])
    expect(await titles('ana', 'done')).toEqual(['In 1'])
    expect(await titles('priya', 'broken')).toEqual(['In 2', 'In 2', 'In 1'])
    const page = await other.as('priya').tasks.listPromises({ query: { state: 'broken', limit: 1 } })
    const next = await other.as('priya').tasks.listPromises({
      query: { state: 'broken', limit: 5, cursor: page.nextCursor! },
    })
    expect([page.items.length, next.items.length]).toEqual([1, 2])
    expect(next.last30Days).toEqual({ kept: 1, late: 0, broken: 3 })
    expect((await other.as('ana').tasks.listPromises({ query: {} })).last30Days).toEqual({
      kept: 1,
      late: 0,
      broken: 1,
    })
  } finally {
    await other.close()
  }
})

test('promises are found in the hours of the team', async () => {
  const id = await openCase(world)
  const { items } = await world
    .as('ana')
    .tasks.findPromises({ params: { id }, body: { text: 'I will call you tomorrow at 9:00.' } })
  expect(items).toMatchObject([{ kind: 'call', said: 'I will call you tomorrow at 9:00.' }])
})

test('the mail about a broken promise waits for a relay like any other', async () => {
  const id = await openCase(world)
  Object.assign(world.runtime.config, { smtpOut: null })
  await reply(id, { promises: [call(1)] })
  world.advance({ hours: 2 })
  await workOnce(world, 'watch-promises', {})
  const work = await workFor(world)
  const rows = await eventually(async () => {
    const found = await world.runtime.db
      .selectFrom('notification')
      .select(['kind', 'mail'])
      .where('case_id', '=', id)
      .where('kind', '=', 'promise_broken')
      .execute()
    return found.length === 2 && found.every(({ mail }) => mail === 'kept') ? found : undefined
  }).finally(work.stop)
  expect(rows).toHaveLength(2)
})
