import { sql } from 'kysely'
import { inTransaction, systemActor } from '../../src/platform/runtime.ts'
import { placeCase } from '../world/cases.ts'
import type { World } from '../world/world.ts'

/** What only those in the know may ever read. */
export const secret = 'Zephyr'

export interface Place {
  /** A restricted case of team 1, with a task and an event that hold the secret as well. */
  restricted: string
  taskOfRestricted: string
  /** Ids that exist, and one that does not. */
  elena: string
  sofia: string
  sessionOfElena: string
  team1: string
  meridian: string
  ingrid: string
  stranger: string
}

export async function placeBehindDoors(world: World): Promise<Place> {
  const { db } = world.runtime
  const restricted = await placeCase(world, {
    restricted: true,
    subject: `${secret} payments`,
    next_step: `Ask about ${secret}`,
    next_step_whose: 'us',
    due_at: world.now,
  })
  const taskOfRestricted = crypto.randomUUID()
  await db
    .insertInto('task')
    .values({ id: taskOfRestricted, case_id: restricted, title: `Call ${secret}`, created_at: world.now })
    .execute()
  await db
    .insertInto('case_search')
    .values({
      case_id: restricted,
      updated_at: world.now,
      number: 'C-10001',
      title: `${secret} payments`,
      words: sql`to_tsvector('simple', ${`${secret} payments`})`,
    })
    .execute()
  await inTransaction(world.runtime, systemActor, async (ctx) => {
    await ctx.record({ name: 'case.opened', caseId: restricted, content: { subject: `${secret} payments` } })
  })
  await placeCase(world, { subject: 'An ordinary case' })
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', world.people.elena)
    .executeTakeFirstOrThrow()
  return {
    restricted,
    taskOfRestricted,
    elena: world.people.elena,
    sofia: world.people.sofia,
    sessionOfElena: session.id,
    team1: world.teams.accounts,
    meridian: world.accounts.meridian,
    ingrid: world.contacts.ingrid,
    stranger: '00000000-0000-7000-8000-00000000dead',
  }
}

/** Tables that record who came, not what was changed. */
const traces = ['session', 'sign_in_attempt', 'idempotency_key', 'presence', 'schema_migration']

/** A fingerprint of everything that is stored: equal before and after means that nothing was changed. */
export async function fingerprint(world: World): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(world.runtime.db)
  const kept = tables.filter(({ name }) => !traces.includes(name))
  const parts = kept.map(
    ({
      name,
    }) => sql`select ${name}::text as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print
      from ${sql.table(name)} t`,
  )
  const { rows } = await sql<{ name: string; print: string }>`${sql.join(parts, sql` union all `)}`.execute(
    world.runtime.db,
  )
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
}
