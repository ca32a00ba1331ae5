import { type Insertable, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Account, Contact, ContactEmail, Person, Queue, QueueTeam, Team } from '../../../platform/tables.gen.ts'
import type { DemoState } from '../contract.ts'

export interface Run extends DemoState {
  loadedAt: Date | null
}

/** Longer without a sign of life than this, and nobody is at it any more. */
const lifeSign = '60 seconds'

export async function findRun(db: Db, now: Date): Promise<Run> {
  const { rows } = await sql<{
    state: 'loading' | 'removing' | null
    done: number | null
    total: number | null
    loadedAt: Date | null
  }>`
    select demo_run.state, demo_run.done, demo_run.total, organisation.demo_loaded_at as "loadedAt"
    from (select 1) one left join organisation on true
    left join demo_run on demo_run.seen_at > ${now}::timestamptz - ${sql.lit(lifeSign)}::interval`.execute(db)
  const { state, done, total, loadedAt } = rows[0]!
  return { state: state ?? (loadedAt ? 'loaded' : 'absent'), done: done ?? 0, total: total ?? 0, loadedAt }
}

/** False when loading or removal is under way already. */
export async function claimRun(db: Db, state: 'loading' | 'removing', total: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into demo_run (state, done, total, seen_at) values (${state}, 0, ${total}, ${now})
    on conflict (id) do update set state = excluded.state, done = 0, total = excluded.total, seen_at = excluded.seen_at
      where demo_run.seen_at <= ${now}::timestamptz - ${sql.lit(lifeSign)}::interval
    returning id`.execute(db)
  return rows.length > 0
}

export async function noteProgress(db: Db, done: number, total: number, now: Date): Promise<void> {
  await db.updateTable('demo_run').set({ done, total, seen_at: now }).execute()
}

export async function endRun(db: Db): Promise<void> {
  await db.deleteFrom('demo_run').execute()
}

/** One at a time in all processes, until the transaction ends. */
export async function takeTurn(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('demo company'))`.execute(db)
}

export async function setLoaded(db: Db, at: Date | null): Promise<void> {
  await db.updateTable('organisation').set({ demo_loaded_at: at }).execute()
}

export async function addressesInUse(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('person').select('email').execute()
  return new Set(rows.map(({ email }) => email.toLowerCase()))
}

export async function insertPeople(
  db: Db,
  rows: {
    people: Insertable<Person>[]
    teams: Insertable<Team>[]
    queues: Insertable<Queue>[]
    fallbacks: Insertable<QueueTeam>[]
    members: { team_id: string; person_id: string }[]
  },
): Promise<void> {
  await db.insertInto('person').values(rows.people).execute()
  await db.insertInto('team').values(rows.teams).execute()
  await db.insertInto('queue').values(rows.queues).execute()
  await db.insertInto('queue_team').values(rows.fallbacks).execute()
  await db.insertInto('team_member').values(rows.members).execute()
}

/** A skill that the house has already stays its own. */
export async function insertSkills(
  db: Db,
  rows: {
    skills: { id: string; key: string; name: string; language: string | null; words: string[] }[]
    held: { personId: string; key: string; level: number; until: string | null }[]
    at: Date
  },
): Promise<void> {
  await db
    .insertInto('skill')
    .values(rows.skills.map(({ key: _, ...skill }) => ({ ...skill, created_at: rows.at, demo: true })))
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .execute()
  await sql`insert into person_skill (person_id, skill_id, level, until, set_at)
    select held."personId", skill.id, held.level, held.until, ${rows.at}
    from json_to_recordset(${JSON.stringify(rows.held)}::json) as held ("personId" uuid, key text, level int, until date)
      join json_to_recordset(${JSON.stringify(rows.skills)}::json) as made (key text, name text) on made.key = held.key
      join skill on lower(skill.name) = lower(made.name)`.execute(db)
}

export async function insertCustomers(
  db: Db,
  rows: { accounts: Insertable<Account>[]; contacts: Insertable<Contact>[]; emails: Insertable<ContactEmail>[] },
): Promise<void> {
  await db.insertInto('account').values(rows.accounts).execute()
  await db.insertInto('contact').values(rows.contacts).execute()
  await db
    .insertInto('contact_email')
    .values(rows.emails)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function markPolicies(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('sla_policy')
    .set({ demo: true })
    .where('id', 'in', [...ids])
    .execute()
}

export async function markRules(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('escalation_rule')
    .set({ demo: true })
    .where('id', 'in', [...ids])
    .execute()
}

export async function markType(db: Db, id: string): Promise<void> {
  await db.updateTable('case_type').set({ demo: true }).where('id', '=', id).execute()
}

export async function markCalendar(db: Db, id: string): Promise<void> {
  await db.updateTable('calendar').set({ demo: true }).where('id', '=', id).execute()
}

/** Names of teams and queues that real people use already. */
export async function placeNames(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('team').select('name').union(db.selectFrom('queue').select('name')).execute()
  return new Set(rows.map(({ name }) => name.toLowerCase()))
}

/** Case numbers go on from `number`, unless they are past it already; they never go back. */
export async function continueNumbersFrom(db: Db, number: number): Promise<void> {
  await sql`select setval('case_number', ${number}, false) from case_number where last_value < ${number}`.execute(db)
}

export async function currentHours(db: Db) {
  return db
    .selectFrom('calendar')
    .innerJoin('calendar_version as current', (join) =>
      join.onRef('current.calendar_id', '=', 'calendar.id').onRef('current.version', '=', 'calendar.version'),
    )
    .select('current.definition as hours')
    .where('is_default', '=', true)
    .executeTakeFirst()
}

/** What a stored case looks like while its story is told. */
export function caseFacts(db: Db, id: string) {
  return db
    .selectFrom('cases')
    .leftJoin('asset', 'asset.id', 'cases.asset_id')
    .select([
      'asset.serial',
      'cases.owner_id as ownerId',
      'stage',
      'status',
      'previous_stage as previousStage',
      'cases.version',
      'team_id as teamId',
      'custom',
      'type_id as typeId',
      'type_version as typeVersion',
    ])
    .where('cases.id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function nextWakeOf(db: Db, caseId: string, before: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('sla_clock')
    .select(({ fn }) => fn.min('wake_at').as('at'))
    .where('case_id', '=', caseId)
    .where('wake_at', '<', before)
    .executeTakeFirst()
  return (row?.at as Date | null | undefined) ?? null
}

/** Each day's flow of demo cases alone. */
export async function addToBacklog(
  db: Db,
  days: readonly { day: string; opened: number; reopened: number; resolved: number; open: number }[],
  at: Date,
): Promise<void> {
  if (days.length === 0) return
  await db
    .insertInto('backlog_day')
    .values(days.map((day) => ({ ...day, taken_at: at })))
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet({
        opened: sql`backlog_day.opened + excluded.opened`,
        reopened: sql`backlog_day.reopened + excluded.reopened`,
        resolved: sql`backlog_day.resolved + excluded.resolved`,
        open: sql`backlog_day.open + excluded.open`,
      }),
    )
    .execute()
}

/** When demo cases came in, went out and came back. */
export async function flowOfDemo(db: Db): Promise<{ kind: 'opened' | 'reopened' | 'resolved'; at: Date }[]> {
  const { rows } = await sql<{ kind: 'opened' | 'reopened' | 'resolved'; at: Date }>`
    select 'opened' as kind, created_at as at from cases where demo
    union all
    select replace(event.name, 'case.', ''), event.at from event join cases on cases.id = event.case_id
    where cases.demo and event.name in ('case.reopened', 'case.resolved')`.execute(db)
  return rows
}

export async function setUpAt(db: Db): Promise<Date | null> {
  const row = await db.selectFrom('organisation').select('set_up_at as at').executeTakeFirst()
  return row?.at ?? null
}

/** Where this installation gets its mail: what customers wrote was written to it, so that nobody answers it in copy. */
export async function ownAddress(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('mailbox').select('address').where('is_default', '=', true).executeTakeFirst()
  return row?.address
}
