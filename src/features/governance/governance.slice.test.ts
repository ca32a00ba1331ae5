import type { Insertable } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction, readingContext, systemActor } from '../../platform/runtime.ts'
import type { Cases } from '../../platform/tables.gen.ts'
import { checkGovernance, governance, governanceInBrief } from './actions.ts'
import { violationKinds } from './rules.ts'

let world: World
let restricted: string
let silent: string
let late: string

beforeAll(async () => {
  world = await testWorld()
  const type = await storeType(world)
  const ago = (hours: number) => new Date(world.now.getTime() - hours * 3_600_000)
  await storeCase(world, type)
  silent = await storeCase(world, type, { created_at: ago(80) })
  const queue = { owner_id: null, queue_id: world.queues.accounts, status: 'new' as const }
  late = await storeCase(world, type, { ...queue, routing_due_at: ago(1) })
  await storeCase(world, type, { ...queue, routing_due_at: ago(-1) })
  restricted = await storeCase(world, type, {
    restricted: true,
    team_id: world.teams.technical,
    owner_id: world.people.priya,
    next_step_due_at: null,
    stage: 'gone',
  })
  await storeCase(world, type, { status: 'resolved', resolution_summary: 'Done', created_at: ago(900) })
})
afterAll(() => world.close())

const check = () => inTransaction(world.runtime, systemActor, checkGovernance)
const escalations = () =>
  world.runtime.db
    .selectFrom('event')
    .select(['case_id', 'content'])
    .where('name', '=', 'governance.escalated')
    .orderBy('at')
    .execute()

test('every violation is counted, and named to those who may see the case', async () => {
  const { violations } = await world.as('ana').governance.getGovernance({})
  expect(violations.silent).toMatchObject({ count: 1, cases: [{ id: silent, since: '2026-11-19T04:00:00.000Z' }] })
  expect(violations.ownerless).toMatchObject({ count: 1, cases: [{ id: late }] })
  expect(violations.stageless).toEqual({ count: 1, cases: [] })
  expect(violations.noNextStep).toEqual({ count: 1, cases: [] })
  expect(violations.absentOwner).toEqual({ count: 0, cases: [] })
  const seen = await world.as('priya').governance.getGovernance({})
  expect(seen.violations.stageless.cases).toMatchObject([{ id: restricted }])
})

test('one that lasts goes to the duty holder, once', async () => {
  await check()
  const first = await escalations()
  expect(first.map((event) => event.case_id).sort()).toEqual([silent, late].sort())
  expect(first[0]!.content).toMatchObject({ to: { id: world.people.mira } })
  world.advance({ minutes: 6 })
  await Promise.all([check(), check()])
  const names = (await escalations()).map((event) => (event.content as { violation: string }).violation).sort()
  expect(names).toEqual(['no_next_step', 'ownerless', 'silent', 'stageless'])
  await check()
  expect(await escalations()).toHaveLength(4)
  const { items } = await world.as('mira').notifications.listNotifications({ query: {} })
  expect(items.filter((each) => each.case?.id === silent)).toMatchObject([
    { kind: 'standing_check', clock: null, said: 'Silent longer than the type allows' },
  ])
})

test('what is mended is forgotten, and begins anew', async () => {
  const { db } = world.runtime
  world.advance({ minutes: 1 })
  await db.updateTable('cases').set({ last_public_reply_at: world.now }).where('id', '=', silent).execute()
  await check()
  expect(await db.selectFrom('governance_violation').select('kind').where('case_id', '=', silent).execute()).toEqual([])
  const last = await db
    .selectFrom('governance_check')
    .selectAll()
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  expect(last).toMatchObject({ silent: 0, ownerless: 1, stageless: 1 })
})

test('an owner on leave is no owner', async () => {
  const { db } = world.runtime
  const back = new Date(world.now.getTime() + 86_400_000)
  await db.updateTable('person').set({ away_until: back }).where('id', '=', world.people.ana).execute()
  const { violations } = await world.as('ana').governance.getGovernance({})
  expect(violations.absentOwner.count).toBe(2)
  expect(violations.ownerless.count).toBe(3)
})

test('what stays with somebody on leave is found when it falls due, where a deputy watches; at once where nobody does', async () => {
  const { db } = world.runtime
  const type = await storeType(world)
  const hours = (count: number) => new Date(world.now.getTime() + count * 3_600_000)
  const { jonas, luca } = world.people
  const id = await storeCase(world, type, { owner_id: jonas, next_step_due_at: hours(3) })
  const found = async () => {
    const { violations } = await world.as('ana').governance.getGovernance({})
    return violations.absentOwner.cases.some((each) => each.id === id)
  }
  const wish = { personId: jonas, from: hours(0).toISOString(), until: hours(90).toISOString(), rule: 'watch' as const }
  const leave = await world.as('luca').absence.planLeave({ body: { ...wish, deputyId: luca } })
  expect(await found()).toBe(false)
  world.advance({ hours: 4 })
  expect(await found()).toBe(true)
  await db
    .updateTable('cases')
    .set({ next_step_due_at: hours(30) })
    .where('id', '=', id)
    .execute()
  expect(await found()).toBe(false)
  const params = { id: leave.id }
  await world.as('luca').absence.changeLeave({ params, body: { version: leave.version, deputyId: null } })
  expect(await found()).toBe(true)
  const { version } = await world.as('luca').absence.getLeave({ params })
  await world.as('luca').absence.changeLeave({ params, body: { version, deputyId: luca } })
})

test('what is only counted is what the rule finds, and the oldest are named, whatever a case is like', async () => {
  const type = await storeType(world)
  const hours = (count: number) => new Date(world.now.getTime() + count * 3_600_000)
  const { ana, jonas, priya } = world.people
  const facts = product({
    // Ana is on leave, and Jonas too, for whom Luca watches.
    owner_id: [ana, jonas, priya, null],
    routing_due_at: [hours(-1), hours(1), null],
    stage: ['open', 'gone'],
    next_step_due_at: [hours(-1), hours(1), null],
    status: ['open', 'pending', 'on_hold'],
    created_at: [hours(-300), hours(-1)],
    last_public_reply_at: [hours(-80), hours(-2), null],
    restricted: [true, false],
  })
  const allowed = facts.filter(
    (each) =>
      (each.owner_id !== null || each.routing_due_at !== null) &&
      (each.status === 'open' || each.next_step_due_at !== null),
  )
  const rows = allowed.map((each, place) => ({
    ...each,
    id: idAt(world.now),
    queue_id: each.routing_due_at && world.queues.technical,
    created_at: new Date(each.created_at!.getTime() - place),
    subject: 'One of every kind',
    type_id: type,
    type_version: 1,
    stage_since: world.now,
    priority: 'medium',
    team_id: world.teams.technical,
    channel: 'agent',
    next_step: 'Look again',
    next_step_whose: 'us',
    updated_at: world.now,
  }))
  const { db } = world.runtime
  await db
    .insertInto('cases')
    .values(rows as Insertable<Cases>[])
    .execute()
  const task = { title: 'Call', kind: 'task', created_at: world.now, position: 1 }
  const idle = rows.filter((row) => row.next_step_due_at === null).slice(0, 5)
  await db
    .insertInto('task')
    .values(idle.map((row) => ({ ...task, id: idAt(world.now), case_id: row.id, team_id: row.team_id })))
    .execute()
  const stranger = { ...systemActor, kind: 'person' as const, id: ana, rights: new Set(['cases.read']) }
  for (const reader of [systemActor, stranger]) {
    const whole = await governance(readingContext(world.runtime, reader))
    const brief = await governanceInBrief(readingContext(world.runtime, reader), 20)
    for (const kind of violationKinds) {
      expect(brief.violations[kind].count).toBe(whole.violations[kind].count)
      expect(brief.violations[kind].count).toBeGreaterThan(20)
      expect(brief.violations[kind].cases).toEqual(whole.violations[kind].cases.slice(0, 20))
    }
  }
})

/** Every combination of the values. */
const product = <T extends Record<string, readonly unknown[]>>(values: T): { [K in keyof T]: T[K][number] }[] =>
  Object.entries(values).reduce<Record<string, unknown>[]>(
    (made, [key, choices]) => made.flatMap((each) => choices.map((value) => ({ ...each, [key]: value }))),
    [{}],
  ) as { [K in keyof T]: T[K][number] }[]

test('a late next step breaks no promise, and is counted with its date and found', async () => {
  const before = await world.as('ana').governance.getGovernance({})
  const type = await storeType(world)
  const dueAt = new Date(world.now.getTime() - 2000 * 3_600_000)
  const step = { next_step: 'Call the bank', next_step_whose: 'us', next_step_due_at: dueAt }
  const id = await storeCase(world, type, step)
  const over = await storeCase(world, type, { ...step, status: 'resolved', resolution_summary: 'Done' })
  const { lateSteps, violations } = await world.as('ana').governance.getGovernance({})
  expect(lateSteps).toEqual({ count: before.lateSteps.count + 1, oldestDueAt: dueAt.toISOString() })
  expect(violations.noNextStep.count).toBe(before.violations.noNextStep.count)
  const { items } = await world.as('ana').cases.listCases({ query: { step: 'late' } })
  const found = items.map((row) => row.id)
  expect(found).toContain(id)
  expect(found).not.toContain(over)
})
