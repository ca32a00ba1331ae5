import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { verifyChains } from './actions.ts'

let world: World
let caseId: string

beforeAll(async () => {
  world = await testWorld()
  const typeId = await storeType(world)
  caseId = await storeCase(world, typeId)
  for (const name of ['case.opened', 'case.changed', 'case.assigned', 'case.resolved']) {
    await inTransaction(world.runtime, systemActor, (ctx) =>
      ctx.record({ name, caseId, content: { typeId, typeVersion: 1, accountId: null, to: 'Ana', n: [1.5, null] } }),
    )
  }
  for (let i = 0; i < 5; i++) {
    await inTransaction(world.runtime, systemActor, (ctx) => ctx.record({ name: 'team.changed', content: { i } }))
  }
})
afterAll(() => world.close())

const tampering = async (statement: string, work: () => Promise<void>) => {
  const { db } = world.runtime
  await sql`create table kept as table event`.execute(db)
  await sql`create table kept_chain as table event_chain`.execute(db)
  await sql`alter table event disable trigger event_append_only`.execute(db)
  try {
    await sql.raw(statement).execute(db)
    await work()
  } finally {
    await sql`delete from event`.execute(db)
    await sql`insert into event select * from kept`.execute(db)
    await sql`delete from event_chain`.execute(db)
    await sql`insert into event_chain select * from kept_chain`.execute(db)
    await sql`drop table kept, kept_chain`.execute(db)
    await sql`alter table event enable trigger event_append_only`.execute(db)
  }
}

/** What stands on the case's timeline: the four above and what followed from them. */
async function written(): Promise<number> {
  const events = await world.runtime.db.selectFrom('event').select('id').where('case_id', '=', caseId).execute()
  expect(events.length).toBeGreaterThanOrEqual(4)
  return events.length
}

test('an untouched chain verifies, of a case and of the administration', async () => {
  const mira = world.as('manager').audit
  expect(await mira.verifyChain({ query: { case: caseId } })).toEqual({
    valid: true,
    events: await written(),
    brokenAt: null,
  })
  expect(await mira.verifyChain({ query: {} })).toMatchObject({ valid: true, brokenAt: null })
  expect((await verifyChains(world.runtime.db)).broken).toEqual([])
})

test.each([
  ['content changed', `update event set content = '{"to": "Eve"}' where seq = 2 and case_id is not null`, 2],
  ['name changed', `update event set name = 'case.closed' where seq = 3 and case_id is not null`, 3],
  ['instant changed', `update event set at = at + interval '1 hour' where seq = 1 and case_id is not null`, 1],
  ['event removed', `delete from event where seq = 2 and case_id is not null`, 2],
  ['end cut off', `delete from event where seq = 4 and case_id is not null`, 4],
  ['all removed', `delete from event where case_id is not null`, 1],
  ['salt alone removed', `update event set salt = null where seq = 3 and case_id is not null`, 3],
])('%s is found', async (_what, statement, brokenAt) => {
  await tampering(statement, async () => {
    expect(await world.as('manager').audit.verifyChain({ query: { case: caseId } })).toMatchObject({
      valid: false,
      brokenAt,
    })
    expect((await verifyChains(world.runtime.db)).broken).toEqual([{ chainId: caseId, brokenAt }])
  })
})

test('erasing content keeps the chain valid, changing an event is refused by the database', async () => {
  const { db } = world.runtime
  await expect(sql`update event set name = 'x' where case_id = ${caseId}`.execute(db)).rejects.toThrow('append-only')
  await sql`update event set content = null, salt = null where case_id = ${caseId} and seq = 2`.execute(db)
  expect(await world.as('manager').audit.verifyChain({ query: { case: caseId } })).toMatchObject({
    valid: true,
    events: await written(),
  })
  expect((await verifyChains(db)).broken).toEqual([])
})

test('the administration is listed newest first, page by page, to those with the right', async () => {
  const mira = world.as('manager').audit
  const first = await mira.listAudit({ query: { limit: 2 } })
  expect(first.items.map((item) => item.content)).toEqual([{ i: 4 }, { i: 3 }])
  expect(first.items[0]!.actor).toMatchObject({ kind: 'system', name: 'Caseward' })
  const second = await mira.listAudit({ query: { limit: 2, cursor: first.nextCursor! } })
  expect(second.items.map((item) => item.content)).toEqual([{ i: 2 }, { i: 1 }])
  expect((await refusal(mira.listAudit({ query: { cursor: 'x; drop' } }))).status).toBe(422)
  expect((await refusal(world.as('ana').audit.listAudit({ query: {} }))).status).toBe(403)
  expect((await refusal(mira.verifyChain({ query: { case: 'C-1' } }))).status).toBe(404)
})
