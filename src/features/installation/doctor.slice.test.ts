import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase, reply } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { examine } from './actions/doctor.ts'

let world: World
let caseId: string
beforeAll(async () => {
  world = await testWorld()
  caseId = await openCase(world)
})
afterAll(() => world.close())

async function problems(how = { all: true, replay: true }): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const { name, ok, says } of examine(world.runtime, how)) if (!ok) found[name] = says
  return found
}

test('a sound installation has no problems', async () => {
  expect(await problems()).toEqual({})
})

test('each fault is named, with what to do', async () => {
  const { db, files, config } = world.runtime
  const hash = await files.put(Buffer.from('an invoice'))
  await db
    .insertInto('attachment')
    .values({
      ...{ id: crypto.randomUUID(), case_id: caseId, file_hash: hash, name: 'a', type: 'b', bytes: 10 },
      created_at: world.now,
    })
    .execute()
  rmSync(join(config.dataDir, 'files', hash.slice(0, 2), hash))
  const sent = await reply(world, caseId)
  await db.updateTable('message').set({ delivery: 'failed' }).where('id', '=', sent).execute()
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(db)
  await db
    .updateTable('sla_clock')
    .set({ due_at: new Date(0) })
    .where('case_id', '=', caseId)
    .execute()
  await sql`alter table event disable trigger user`.execute(db)
  await sql`update event set name = 'case.forged' where case_id = ${caseId} and seq = 1`.execute(db)
  await sql`insert into schema_migration (number, name, checksum) values (9999, 'later', '')`.execute(db)

  const found = await problems()
  expect(found.files).toContain(hash)
  expect(found['outgoing mail']).toMatch(/1 message failed.*check the outgoing server in Studio/)
  expect(found.jobs).toContain('failed for good')
  expect(found['event chains']).toContain(caseId)
  expect(found.migrations).toContain('9999')
  expect(found.clocks).toBeDefined()
  expect((await problems({ all: false, replay: false })).files).toContain('1 file missing')
})
