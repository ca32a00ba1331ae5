import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Recomputation } from './actions/recompute.ts'
import { recomputeBatch } from './actions/recompute-batch.ts'

let world: World
const ids: string[] = []
beforeAll(async () => {
  world = await testWorld()
  for (let i = 0; i < 4; i++) {
    ids.push(await openCase(world, { priority: 'high' }))
    world.advance({ minutes: 1 })
  }
})
afterAll(() => world.close())

/** The database refuses what is agreed anew for these cases, with these codes. */
async function refuse(codes: Record<string, string>) {
  const { db } = world.runtime
  const cases = Object.entries(codes).map(
    ([id, code]) => `when '${id}' then raise exception 'no' using errcode = '${code}';`,
  )
  const choice = cases.length > 0 ? `case new.case_id::text ${cases.join(' ')} else null; end case;` : ''
  await sql
    .raw(`create or replace function refuse_some() returns trigger language plpgsql as $$ begin
      if new.name = 'clock.policy_applied' then ${choice || 'null;'} end if; return new; end $$`)
    .execute(db)
  await sql`create or replace trigger refuse_some before insert on event for each row execute function refuse_some()`.execute(
    db,
  )
}
/** A change that reaches the open cases, as the job that waits for it. */
async function change(seconds: number): Promise<Recomputation> {
  const { sla } = world.as('admin')
  const { id, version, targets } = (await sla.listPolicies({})).items[0]!
  const target = { ...targets.high!.first_response!, seconds }
  const high = { ...targets.high, first_response: target }
  await sla.changePolicy({
    params: { id },
    body: { version, targets: { ...targets, high }, appliesTo: 'open_cases_too' },
  })
  const run = (await sla.listRecomputations({})).items[0]!
  const { rows } = await sql<{ payload: Recomputation }>`
    select payload from graphile_worker._private_jobs where payload->>'runId' = ${run.id}`.execute(world.runtime.db)
  return rows[0]!.payload
}
const standing = async () => (await world.as('admin').sla.listRecomputations({})).items[0]!
const applied = async (id: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.filter(
    ({ name, content }) =>
      name === 'clock.policy_applied' && (content?.reason as { code: string } | undefined)?.code === 'policy_changed',
  ).length

test('where only the moment was bad the job comes back and goes on; what fails on its own is named, and counted once', async () => {
  const work = await change(5 * 3600)
  await refuse({ [ids[1]!]: '55P03', [ids[2]!]: '22012' })
  await expect(recomputeBatch(world.runtime, work)).rejects.toMatchObject({ code: '55P03' })
  expect(await standing()).toMatchObject({ done: 0, failed: 0, failedCases: [], finishedAt: null })
  await refuse({ [ids[2]!]: '22012' })
  await recomputeBatch(world.runtime, work)
  const after = await standing()
  expect(after).toMatchObject({ total: 4, done: 4, failed: 1, finishedAt: world.now.toISOString() })
  expect(after.failedCases.map(({ id }) => id)).toEqual([ids[2]])
  expect(await Promise.all(ids.map(applied))).toEqual([1, 1, 0, 1])
  // The job is done again: the process was killed before it was ticked off.
  await recomputeBatch(world.runtime, work)
  expect(await standing()).toMatchObject({ done: 4, failed: 1 })
  expect(await Promise.all(ids.map(applied))).toEqual([1, 1, 0, 1])
})

test('in whose way something stands at the last try as well is let go, and holds up nobody behind it', async () => {
  await refuse({})
  const work = await change(6 * 3600)
  await refuse({ [ids[1]!]: '57014' })
  await expect(recomputeBatch(world.runtime, work)).rejects.toMatchObject({ code: '57014' })
  await recomputeBatch(world.runtime, work, true)
  const after = await standing()
  expect(after).toMatchObject({ done: 4, failed: 1, finishedAt: world.now.toISOString() })
  expect(after.failedCases.map(({ id }) => id)).toEqual([ids[1]])
})
