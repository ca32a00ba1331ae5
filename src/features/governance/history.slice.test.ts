import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { checkGovernance } from './actions.ts'

let world: World
let type: string
beforeAll(async () => {
  world = await testWorld()
  type = await storeType(world)
})
afterAll(() => world.close())

const check = () => inTransaction(world.runtime, systemActor, checkGovernance)
const mend = async (id: string) => {
  await world.runtime.db.updateTable('cases').set({ last_public_reply_at: world.now }).where('id', '=', id).execute()
  await check()
}

test('what was broken and is mended stays readable, to those who may see the case', async () => {
  const since = new Date(world.now.getTime() - 8 * 3_600_000)
  const silentFor = { created_at: new Date(world.now.getTime() - 80 * 3_600_000) }
  const open = await storeCase(world, type, silentFor)
  const restricted = await storeCase(world, type, {
    ...silentFor,
    restricted: true,
    team_id: world.teams.technical,
    owner_id: world.people.priya,
  })
  await check()
  expect((await world.as('sofia').governance.mendedViolations({ query: {} })).items).toEqual([])
  world.advance({ minutes: 2 })
  await mend(open)
  world.advance({ minutes: 2 })
  await mend(restricted)
  const all = (await world.as('sofia').governance.mendedViolations({ query: {} })).items
  expect(all.map((each) => each.case.id)).toEqual([restricted, open])
  expect(all[1]).toMatchObject({
    kind: 'silent',
    since: since.toISOString(),
    mendedAt: '2026-11-19T12:02:00.000Z',
    escalatedAt: '2026-11-19T12:00:00.000Z',
  })
  const seen = (await world.as('ana').governance.mendedViolations({ query: {} })).items
  expect(seen.map((each) => each.case.id)).toEqual([open])
})

test('the list reads on page by page', async () => {
  const sofia = world.as('sofia').governance
  const first = await sofia.mendedViolations({ query: { limit: 1 } })
  const second = await sofia.mendedViolations({ query: { limit: 1, cursor: first.nextCursor! } })
  expect(second.nextCursor).toBeNull()
  expect(second.items[0]!.id).not.toBe(first.items[0]!.id)
})

test('a day tells the most that was broken, and one without a check is unknown', async () => {
  world.advance({ days: 2 })
  await check()
  const { days, timeZone } = await world.as('ana').governance.governanceHistory({ query: { days: 4 } })
  expect(timeZone).toBe('Europe/Oslo')
  expect(days.map(({ day, checks, most }) => [day, checks, most.silent])).toEqual([
    ['2026-11-18', 0, 0],
    ['2026-11-19', 3, 2],
    ['2026-11-20', 0, 0],
    ['2026-11-21', 1, 0],
  ])
})

test('a gate passed unmet stands in the list of overrides with who, why and what was missing', async () => {
  const priya = world.as('priya').cases
  const luca = world.as('luca')
  const made = await priya.createCase({ body: { subject: 'Pump 4 leaks', type: 'technical_issue' } })
  await priya.transitionCase({ params: { id: made.number }, body: { stage: 'diagnose' } })
  const params = { id: made.number }
  await expect(
    priya.transitionCase({ params, body: { stage: 'remote_fix', override: { reason: 'No time' } } }),
  ).rejects.toMatchObject({ status: 403 })
  const none = await luca.governance.listOverrides({ query: {} })
  expect(none.items).toEqual([])
  await luca.cases.transitionCase({ params, body: { stage: 'remote_fix', override: { reason: 'Seen on the phone' } } })
  const { items } = await luca.governance.listOverrides({ query: {} })
  expect(items).toMatchObject([
    {
      case: { number: made.number, subject: 'Pump 4 leaks' },
      by: { id: world.people.luca, name: 'Luca Berti' },
      from: 'Diagnose',
      to: 'Remote fix',
      reason: 'Seen on the phone',
      unmet: ['Reproduction or symptoms noted'],
    },
  ])
  const personId = world.people.ana
  expect((await luca.governance.listOverrides({ query: { personId } })).items).toEqual([])
  const since = (seconds: number) => ({
    query: { since: new Date(world.now.getTime() + seconds * 1000).toISOString() },
  })
  expect((await luca.governance.listOverrides(since(-1))).items).toHaveLength(1)
  expect((await luca.governance.listOverrides(since(1))).items).toEqual([])
  const counted = [since(-1), since(1), { query: { personId } }].map((each) => luca.governance.countOverrides(each))
  expect(await Promise.all(counted)).toEqual([{ count: 1 }, { count: 0 }, { count: 0 }])
  await expect(world.as('priya').governance.countOverrides({ query: {} })).rejects.toMatchObject({ status: 403 })
  await expect(world.as('priya').governance.listOverrides({ query: {} })).rejects.toMatchObject({ status: 403 })
})

test('overrides are read from their own index', async () => {
  const { db } = world.runtime
  const { sql } = await import('kysely')
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select at from event where content ? 'override'
    order by at desc, id desc limit 50`.execute(db)
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('event_overriding')
})
