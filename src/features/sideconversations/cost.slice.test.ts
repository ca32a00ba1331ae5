import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Actor } from '../../platform/context.ts'
import { stranded } from '../../platform/mail-rows.ts'
import { rawOfSideMessage } from '../mailboxes/store/ledger.ts'
import { findSide, openSides, sidesOf } from './store/conversations.ts'
import { waitingToSend } from './store/messages.ts'
import { sidesToPassOn } from './store/passing-on.ts'

let world: World
let found: { caseId: string; sideId: string; messageId: string }
beforeAll(async () => {
  world = await testWorld()
  found = await fill()
})
afterAll(() => world.close())

/** Thousands of cases with a side conversation each, of which Ana sees to the first few, and four words in each. */
async function fill() {
  const { db } = world.runtime
  const { id: caseId } = await world.as('ana').cases.createCase({ body: { subject: 'One of many' } })
  const columns = async (table: string, ...without: string[]) => {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_name = ${table} and is_generated = 'NEVER' and column_name not in ('id', 'number', ${sql.join(without)})`.execute(
      db,
    )
    return sql.join(rows.map(({ name }) => sql.ref(name)))
  }
  const same = await columns('cases', 'updated_at')
  await sql`insert into cases (id, updated_at, ${same}) select gen_random_uuid(), updated_at, ${same}
    from cases, generate_series(1, 4000) where id = ${caseId}`.execute(db)
  await sql`insert into side_conversation (id, case_id, kind, subject, party, owner_id, status, on_case, created_at)
    select gen_random_uuid(), id, 'mail', 'S', 'P', case when id = ${caseId} then ${world.people.ana}::uuid
      else ${world.people.mira}::uuid end, 'open', 'nothing', now() from cases`.execute(db)
  await sql`insert into side_message (id, side_conversation_id, direction, text, received_at, created_at, released_at, delivery)
    select gen_random_uuid(), id, 'out', 'W', now(), now(), now(), 'sent'
    from side_conversation, generate_series(1, 4)`.execute(db)
  await sql`update side_message set delivery = 'queued' where id in (
    select side_message.id from side_message join side_conversation side on side.id = side_conversation_id
    where case_id = ${caseId} limit 1)`.execute(db)
  await sql`analyze cases, side_conversation, side_message`.execute(db)
  const { rows } = await sql<{ sideId: string; messageId: string }>`
    select side.id as "sideId", side_message.id as "messageId" from side_conversation side
      join side_message on side_conversation_id = side.id where case_id = ${caseId} limit 1`.execute(db)
  return { caseId, ...rows[0]! }
}

const actor = (): Actor => ({
  kind: 'person',
  id: world.people.ana,
  name: 'Ana Ferreira',
  role: 'agent',
  rights: new Set(['cases.read']),
  teamIds: [world.teams.technical],
})

test.each<[string, (db: World['runtime']['db']) => Promise<unknown>]>([
  ['those of a case', (db) => sidesOf(db, actor(), found.caseId)],
  ['one of them', (db) => findSide(db, actor(), found.sideId)],
  ['mine', (db) => openSides(db, actor(), { of: 'mine', people: [world.people.ana], limit: 50, place: null })],
  ['what a leaver saw to', (db) => sidesToPassOn(db, world.people.ana, null)],
  ['the source of a mail', (db) => rawOfSideMessage(db, actor(), found.messageId)],
  ['what no job sends', (db) => stranded(db, 'side_message', 'send side ')],
  ['what waits to be sent', waitingToSend],
])('%s: found by indexes, a few rows of many', async (_, ask) => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  await ask(recording.db)
  await recording.pool.end()
  expect(recording.statements).toHaveLength(1)
  const [{ text, values }] = recording.statements as [{ text: string; values: unknown[] }]
  const { rows } = await world.runtime.db.executeQuery<{ 'QUERY PLAN': string }>(
    CompiledQuery.raw(`explain (analyze) ${text}`, values),
  )
  const plan = rows.map((each) => each['QUERY PLAN']).join('\n')
  expect(plan).not.toMatch(/Seq Scan on (cases|side_conversation|side_message)\b/)
  const read = [...plan.matchAll(/actual time=\S+ rows=([\d.]+)/g)].map(([, each]) => Number(each))
  expect(Math.max(...read), plan).toBeLessThan(100)
})
