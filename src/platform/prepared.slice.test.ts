import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { testWorld, type World } from '../../tests/world/world.ts'
import { openDatabase } from './database.ts'

let world: World

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('what is asked often is prepared; when its table changes, the connection goes on without', async () => {
  // A process gives so many names and no more: this one has just started, whatever was asked before in this worker.
  const started: typeof import('./prepared.ts') = await import(`${import.meta.resolve('./prepared.ts')}?started`)
  const { db: own, close } = openDatabase(world.runtime.config.databaseUrl!, 1, started.PreparingClient)
  onTestFinished(close)
  await sql`create table changing (kept int)`.execute(world.runtime.db)
  await sql`insert into changing values (7)`.execute(world.runtime.db)
  await own.connection().execute(async (db) => {
    const ask = async () => (await sql`select * from changing where kept = ${7}`.execute(db)).rows
    for (let n = 0; n < 5; n++) expect(await ask()).toEqual([{ kept: 7 }])
    const { rows } = await sql<{ prepared: number }>`select count(*)::int as prepared from pg_prepared_statements
      where statement like 'select * from changing%'`.execute(db)
    expect(rows[0]?.prepared).toBe(1)
    await sql`alter table changing add column added int`.execute(db)
    await expect(ask()).rejects.toMatchObject({ code: '0A000' })
    expect(await ask()).toEqual([{ kept: 7, added: null }])
  })
})
