import { type Insertable, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { ProblemUpdate, ProblemUpdateRecipient } from '../../../platform/tables.gen.ts'
import { visibleTo } from '../../cases/visible.ts'

export interface Reached {
  id: string
  number: number
  contactId: string | null
  language: string | null
  mergedInto: number | null
  internal: boolean
  unanswered: boolean
  lastWroteAt: Date | null
  addresses: { email: string; name: string; undeliverable: boolean }[]
}

/** A problem and its incidents that are open or went into another case, with how their customers are reached. */
export async function reachedBy(db: Db, actor: Actor, problemId: string): Promise<Reached[]> {
  const seen = db
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where((eb) => eb.or([eb('cases.problem_id', '=', problemId), eb('cases.id', '=', problemId)]))
    .where((eb) =>
      eb.or([
        eb('cases.status', 'in', ['new', 'open', 'pending', 'on_hold']),
        eb('cases.merged_into_id', 'is not', null),
      ]),
    )
  const survivors = db.selectFrom('cases').select(['cases.id', 'cases.number']).where(visibleTo(actor))
  const { rows } = await sql<Reached>`
    with reached as (${seen}), survivor as (${survivors})
    select reached.id, reached.number, reached.contact_id as "contactId",
      coalesce(reached.language, contact.language) as language,
      case when reached.merged_into_id is not null
        then coalesce((select number from survivor where survivor.id = reached.merged_into_id), 0) end as "mergedInto",
      reached.parent_id is not null as internal,
      reached.customer_replied_at is not null
        or (reached.first_response_at is null and reached.last_customer_message_at is not null) as unanswered,
      reached.last_customer_message_at as "lastWroteAt", addresses.list as addresses
    from reached left join contact on contact.id = reached.contact_id
      cross join lateral (
        select coalesce(json_agg(json_build_object('email', found.email, 'name', found.name,
          'undeliverable', coalesce(known.undeliverable_at is not null, false)) order by found.place), '[]') as list
        from (
          (select lower(from_email) as email, coalesce(from_name, contact.name, '') as name, 0 as place from message
            where case_id = reached.id and direction = 'in' and not machine and from_email is not null
            order by received_at desc limit 1)
          union all select email, contact.name, 1 + position from contact_email where contact_id = contact.id
        ) as found left join contact_email known on known.email = found.email) as addresses
    order by reached.number`.execute(db)
  return rows
}

/** Incidents that still wait and that the reader may not see. */
export async function hiddenOpen(db: Db, actor: Actor, problemId: string): Promise<number> {
  const seen = db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where('cases.problem_id', '=', problemId)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from cases where problem_id = ${problemId}
      and status in ('new', 'open', 'pending', 'on_hold') and id not in (${seen})`.execute(db)
  return rows[0]!.count
}

export async function ownAddresses(db: Db): Promise<string[]> {
  return (await db.selectFrom('mailbox').select('address').execute()).map(({ address }) => address)
}

export async function insertUpdate(
  db: Db,
  update: Insertable<ProblemUpdate>,
  recipients: readonly Insertable<ProblemUpdateRecipient>[],
): Promise<void> {
  await db.insertInto('problem_update').values(update).execute()
  await sql`insert into problem_update_recipient (update_id, email, name, language, contact_id, case_id)
    select * from json_to_recordset(${JSON.stringify(recipients)}::json)
      as row (update_id uuid, email text, name text, language text, contact_id uuid, case_id uuid)`.execute(db)
}

export function findUpdate(db: Db, id: string) {
  return db.selectFrom('problem_update').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Held still against being stopped; any number of writers hold it together. */
export function holdUpdate(db: Db, id: string) {
  return db.selectFrom('problem_update').selectAll().where('id', '=', id).forShare().executeTakeFirst()
}

export function lockUpdate(db: Db, id: string) {
  return db.selectFrom('problem_update').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The next that nobody has written to, beside those that were tried. */
export function nextRecipient(db: Db, updateId: string, tried: readonly string[]) {
  return waiting(db, updateId)
    .select('email')
    .$if(tried.length > 0, (q) => q.where('email', 'not in', [...tried]))
    .orderBy('email')
    .limit(1)
    .executeTakeFirst()
}

/** Taken for this transaction; undefined where somebody else has it, or was faster. */
export function claimRecipient(db: Db, updateId: string, email: string) {
  return waiting(db, updateId).selectAll().where('email', '=', email).forUpdate().skipLocked().executeTakeFirst()
}

export async function countWaiting(db: Db, updateId: string): Promise<number> {
  const { count } = await waiting(db, updateId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const waiting = (db: Db, updateId: string) =>
  db
    .selectFrom('problem_update_recipient')
    .where('update_id', '=', updateId)
    .where('written_at', 'is', null)
    .where('left_because', 'is', null)

export async function noteRecipient(
  db: Db,
  updateId: string,
  email: string,
  outcome: { written_at: Date; message_id: string } | { left_because: string },
): Promise<void> {
  await db
    .updateTable('problem_update_recipient')
    .set(outcome)
    .where('update_id', '=', updateId)
    .where('email', '=', email)
    .where('written_at', 'is', null)
    .execute()
}

export async function noteUpdate(
  db: Db,
  id: string,
  change: { stopped_at: Date } | { finished_at: Date },
): Promise<boolean> {
  const noted = await db
    .updateTable('problem_update')
    .set(change)
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

export async function underWay(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('problem_update')
    .select('id')
    .where('finished_at', 'is', null)
    .where('stopped_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Nobody else is written to. */
export async function leaveRest(db: Db, updateId: string, because: string): Promise<void> {
  await db
    .updateTable('problem_update_recipient')
    .set({ left_because: because })
    .where('update_id', '=', updateId)
    .where('written_at', 'is', null)
    .where('left_because', 'is', null)
    .execute()
}

export interface ShownUpdate {
  id: string
  text: string
  authorId: string
  author: string
  askedAt: Date
  releaseAt: Date
  stoppedAt: Date | null
  finishedAt: Date | null
  total: number
  written: number
  left: { email: string; caseId: string; number: number; because: string }[]
}

/** The last updates on a problem, or one of them. */
export async function shownUpdates(
  db: Db,
  which: { problemId: string } | { id: string },
  limit: number,
): Promise<ShownUpdate[]> {
  const condition =
    'id' in which ? sql`problem_update.id = ${which.id}` : sql`problem_update.problem_id = ${which.problemId}`
  const { rows } = await sql<ShownUpdate>`
    select problem_update.id, text, person.id as "authorId", person.name as author, asked_at as "askedAt",
      release_at as "releaseAt", stopped_at as "stoppedAt", finished_at as "finishedAt", sums.*
    from problem_update join person on person.id = author_id cross join lateral (
      select count(*)::int as total, count(written_at)::int as written,
        coalesce(json_agg(json_build_object('email', email, 'caseId', case_id, 'number', cases.number,
          'because', left_because)) filter (where left_because is not null), '[]') as left
      from problem_update_recipient join cases on cases.id = case_id where update_id = problem_update.id) as sums
    where ${condition} order by asked_at desc, problem_update.id desc limit ${limit}`.execute(db)
  return rows
}
