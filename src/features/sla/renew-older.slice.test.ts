import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { renewOlder } from './actions/renew-older.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const renewAll = () =>
  renewOlder({
    runtime: world.runtime,
    transaction: (act) => inTransaction(world.runtime, systemActor, act),
    stop: AbortSignal.timeout(40_000),
  })
const older = async () => {
  const rows = await world.runtime.db.selectFrom('sla_case').select('case_id').where('engine', '<', 2).execute()
  return rows.map((row) => row.case_id)
}

test('a case that cannot be read, and a batch whose timelines say nothing, hold up nobody behind them', async () => {
  const { db } = world.runtime
  const unreadable = await openCase(world)
  world.advance({ hours: 1 })
  const behind = [await openCase(world), await openCase(world)]
  world.advance({ minutes: -59 })
  const typeId = await storeType(world)
  const silent: string[] = []
  for (let i = 0; i < 50; i++) silent.push(await storeCase(world, typeId))
  await sql`insert into sla_case (case_id, facts, live)
    select id, facts, true from sla_case, unnest(${silent}::uuid[]) as silent (id) where case_id = ${behind[0]}`.execute(
    db,
  )
  await sql`update sla_case set engine = 1`.execute(db)
  const { rows } = await sql<{ facts: object }>`
    with before as (select facts from sla_case where case_id = ${unreadable})
    update sla_case set facts = 'null' where case_id = ${unreadable} returning (select facts from before) as facts`.execute(
    db,
  )
  await renewAll()
  expect((await older()).toSorted()).toEqual([unreadable, ...silent].toSorted())
  await db
    .updateTable('sla_case')
    .set({ facts: JSON.stringify(rows[0]!.facts) })
    .where('case_id', '=', unreadable)
    .execute()
  await renewAll()
  expect((await older()).toSorted()).toEqual(silent.toSorted())
}, 120_000)
