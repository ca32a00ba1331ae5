import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { home } from '../../../tests/world/program.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const many = 5000
const room = 720

test('four processes give 5,000 waiting cases away, each exactly once, and nobody more than they have room for', {
  timeout: 90_000,
}, async () => {
  const { db, config } = world.runtime
  await sql`insert into team_member (team_id, person_id) select ${world.teams.technical}, id from person
    where role in ('admin', 'manager', 'agent') on conflict do nothing`.execute(db)
  await sql`update person set capacity = ${room}`.execute(db)
  await sql`insert into cases (id, subject, type_id, type_version, stage, stage_since, status, priority, team_id, queue_id,
      queued_at, waiting_since, routing_wake_at, routing_due_at, channel, created_at, updated_at)
    select gen_random_uuid(), 'Case ' || n, case_type.id, case_type.version, definition->'stages'->0->>'key', at, 'new',
      (array['low', 'medium', 'high', 'critical'])[1 + n % 4], ${world.teams.technical}, ${world.queues.technical},
      at, at, at, at + interval '1 hour', 'api', at, at
    from generate_series(1, ${many}) n, (select ${world.now}::timestamptz as at) as moment, case_type
      join case_type_version on case_type_id = case_type.id and case_type_version.version = case_type.version
    where key = 'general_question'`.execute(db)
  const workers = Array.from({ length: 4 }, () => {
    const args = ['tests/world/pulling.ts', config.databaseUrl!, world.queues.technical]
    const child = spawn(process.execPath, args, { cwd: home, stdio: ['pipe', 'pipe', 'inherit'] })
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  const said = () => Promise.all(workers.map(async ({ lines }) => (await lines.next()).value))
  expect(await said()).toEqual(Array(4).fill('ready'))
  // None begins before all are there, so that however slowly they start nobody is done before the others begin.
  for (const { child } of workers) child.stdin.end('go\n')
  const given = (await said()).map(Number)
  expect(given.reduce((sum, each) => sum + each)).toBe(many)
  expect(given.filter((each) => each > 0).length).toBeGreaterThan(1)
  const { rows } = await sql<{ owned: number; events: number; decisions: number; once: number; most: number }>`select
    (select count(*)::int from cases where owner_id is not null and queue_id = ${world.queues.technical}) as owned,
    (select count(*)::int from event where name = 'case.assigned') as events,
    (select count(*)::int from routing_decision) as decisions,
    (select count(distinct case_id)::int from event where name = 'case.assigned') as once,
    (select max(held)::int from (select sum(weight) as held from cases group by owner_id) as holding) as most`.execute(
    db,
  )
  expect(rows[0]).toMatchObject({ owned: many, events: many, decisions: many, once: many })
  expect(rows[0]!.most).toBeLessThanOrEqual(room)
})
