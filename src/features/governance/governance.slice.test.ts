import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { checkGovernance } from './actions.ts'

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
