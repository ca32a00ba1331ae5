import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { snapshotBacklog } from './actions.ts'
import { openParts } from './store.ts'

let world: World
let type: string

beforeAll(async () => {
  world = await testWorld()
  type = await storeType(world)
})
afterAll(() => world.close())

const resolve = async (id: string) => {
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'resolved', resolution_summary: 'Done', resolved_at: world.now })
    .where('id', '=', id)
    .execute()
  await inTransaction(world.runtime, systemActor, (ctx) => ctx.record({ name: 'case.resolved', caseId: id }))
}
const snapshot = () => inTransaction(world.runtime, systemActor, snapshotBacklog)
const home = () => world.as('ana').reports.getHome({})

test('every open case stands in one part of each whole, restricted ones count without being named', async () => {
  const due = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000)
  await storeCase(world, type, { due_at: due(-1), breached_at: due(-1), priority: 'critical' })
  await storeCase(world, type, { due_at: due(1), at_risk_at: due(-1) })
  await storeCase(world, type, { due_at: due(9), at_risk_at: due(8), weight: 3 })
  await storeCase(world, type, { status: 'pending' })
  await storeCase(world, type, {
    owner_id: null,
    queue_id: world.queues.accounts,
    routing_due_at: due(1),
    created_at: due(-80),
  })
  await storeCase(world, type, {
    subject: 'Secret',
    restricted: true,
    due_at: due(2),
    team_id: world.teams.technical,
    owner_id: world.people.priya,
  })
  const answer = await home()
  expect(answer).toMatchObject({
    open: 6,
    restrictedOpen: 1,
    late: { count: 1, byClock: 1, oldestDueAt: due(-1).toISOString() },
    atRisk: { count: 1, nextDueAt: due(1).toISOString() },
    onTrack: { count: 2 },
    waiting: { count: 2, forCustomer: 1 },
    breached: 1,
    unowned: 1,
    queued: 1,
    openYesterdayEvening: null,
    timeZone: 'Europe/Oslo',
  })
  for (const whole of [answer.byPriority, answer.byStatus, answer.byType, answer.byOwner, answer.byAge]) {
    expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(6)
  }
  expect(answer.byAge.find(({ key }) => key === '3-7')?.count).toBe(1)
  expect(answer.load.find(({ person }) => person.id === world.people.ana)).toMatchObject({
    load: 5,
    atRisk: 1,
    late: 1,
  })
  expect(answer.nextDue.map(({ subject }) => subject)).not.toContain('Secret')
  const hers = await world.as('priya').reports.getHome({})
  expect(hers.nextDue.map(({ subject }) => subject)).toContain('Secret')
  expect(hers).toMatchObject({ open: 6, restrictedOpen: 0 })
})

test('who may not read reports is refused', async () => {
  expect((await refusal(world.as('editor').reports.getHome({}))).status).toBe(403)
})

test('each evening is yesterday plus in less out, also for days missed, and stays as it was stored', async () => {
  await snapshot()
  world.advance({ days: 1 })
  const first = await storeCase(world, type)
  await storeCase(world, type)
  await resolve(first)
  world.advance({ days: 1 })
  const second = await storeCase(world, type)
  await resolve(second)
  world.advance({ days: 2 })
  await snapshot()
  await snapshot()
  const days = await world.runtime.db.selectFrom('backlog_day').selectAll().orderBy('day').execute()
  expect(days.map(({ opened, resolved, open }) => [opened, resolved, open])).toEqual([
    [0, 0, 1],
    [5, 0, 6],
    [2, 1, 7],
    [1, 1, 7],
    [0, 0, 7],
  ])
  for (const [i, day] of days.entries()) {
    if (i > 0) expect(day.open).toBe(days[i - 1]!.open + day.opened + day.reopened - day.resolved)
  }
  const answer = await home()
  expect(answer).toMatchObject({ open: 7, openYesterdayEvening: 7, today: { opened: 0, resolved: 0 } })
  expect(answer.backlog).toHaveLength(6)
})

test('what home counts is read from the index of open cases, not from the cases', async () => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  const { db, statements } = recording
  await openParts(db, world.now)
  const { text, values } = statements.pop()!
  await sql`vacuum cases`.execute(db)
  for (const way of ['seqscan', 'bitmapscan']) await sql.raw(`set enable_${way} = off`).execute(db)
  const { rows } = await recording.pool.query({ text: `explain ${text}`, values })
  await recording.close()
  const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes(' on cases'))
  expect(scans).toHaveLength(2)
  for (const scan of scans) expect(scan).toContain('Index Only Scan using cases_open_counted')
})
