import { type Expression, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { PromiseKind } from '../contract/promises.ts'

const kept = (db: Db) =>
  db.selectFrom('task').where('task.promise', 'is not', null).where('task.cancelled_at', 'is', null)

/** Promises of a kind on a case that wait to be kept; without those given in one message, which cannot keep itself. */
export function toKeep(db: Db, caseId: string, kind: PromiseKind, notIn: string, before: Date) {
  return kept(db)
    .selectAll()
    .where('case_id', '=', caseId)
    .where('promise', '=', kind)
    .where('done_at', 'is', null)
    .where('created_at', '<', before)
    .where((eb) => eb.or([eb('promised_in', 'is', null), eb('promised_in', '!=', notIn)]))
    .execute()
}

/** False where somebody else kept it at the same time. */
export async function keepPromise(
  db: Db,
  id: string,
  kept: { now: Date; by: string | null; messageId: string },
): Promise<boolean> {
  const row = await db
    .updateTable('task')
    .set((eb) => ({ done_at: kept.now, done_by: kept.by, kept_in: kept.messageId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes back that a message kept promises: it came back itself. Those that are still ahead are reminded of again. */
export function unkeep(db: Db, messageId: string) {
  return db
    .updateTable('task')
    .set((eb) => ({ done_at: null, done_by: null, kept_in: null, reminded_at: null, version: eb('version', '+', 1) }))
    .where('kept_in', '=', messageId)
    .where('done_at', 'is not', null)
    .returning(['id', 'case_id', 'title'])
    .execute()
}

/** What was promised in a message that was taken back. */
export function withdraw(db: Db, messageId: string, now: Date) {
  return db
    .updateTable('task')
    .set((eb) => ({ cancelled_at: now, version: eb('version', '+', 1) }))
    .where('promised_in', '=', messageId)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning(['id', 'case_id', 'title'])
    .execute()
}

export interface Falling {
  id: string
  caseId: string
  title: string
  said: string | null
  dueAt: Date | null
  ownerId: string | null
  ownerName: string | null
  leadId: string
  leadName: string
}

/** What is told of a task, and when: a reminder again and again, one before a promise falls due, or that it was not kept. */
export type Telling = 'task.reminded' | 'promise.reminded' | 'promise.broken'

const open = sql`done_at is null and cancelled_at is null`
/** When each is due, and the mark that it was told; the true instant of a broken promise is that at which it was due. */
const tellings: Record<Telling, (now: Date) => { due: Expression<unknown>; mark: Expression<unknown> }> = {
  'task.reminded': (now) => ({
    // A case that is over reminds nobody.
    due: sql`remind_every_hours is not null and promise is null and remind_at <= ${now}
      and case_id in (select id from cases where status in ('new', 'open', 'pending', 'on_hold'))`,
    mark: sql`remind_at = ${now}::timestamptz + remind_every_hours * interval '1 hour'`,
  }),
  'promise.reminded': (now) => ({
    due: sql`promise is not null and reminded_at is null and remind_at <= ${now} and due_at > ${now}`,
    mark: sql`reminded_at = ${now}`,
  }),
  'promise.broken': (now) => ({
    due: sql`promise is not null and broken_at is null and due_at < ${now}`,
    mark: sql`broken_at = task.due_at`,
  }),
}
export const allTellings = Object.keys(tellings) as Telling[]

export async function tasksToTell(db: Db, what: Telling, now: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from task where ${open} and ${tellings[what](now).due} order by due_at, id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Marks one as told; undefined where another did. With who is to do it, and who answers for the team. */
export async function takeTelling(db: Db, what: Telling, id: string, now: Date): Promise<Falling | undefined> {
  const { due, mark } = tellings[what](now)
  const { rows } = await sql<Falling>`
    with taken as (
      update task set ${mark} where id = ${id} and ${open} and ${due}
      returning id, case_id, title, promise_said, due_at, owner_id)
    select taken.id, taken.case_id as "caseId", taken.title, taken.promise_said as said, taken.due_at as "dueAt",
      keeper.id as "ownerId", keeper.name as "ownerName", lead.id as "leadId", lead.name as "leadName"
    from taken join cases on cases.id = taken.case_id join team on team.id = cases.team_id
    join person as lead on lead.id = team.lead_id
    left join person as keeper on keeper.id = coalesce(taken.owner_id, cases.owner_id)`.execute(db)
  return rows[0]
}

export interface PromiseQuery {
  state: 'open' | 'broken' | 'done'
  ownerId?: string | undefined
  limit: number
}

/** One more row than asked for says that there are more: what is to keep soonest first, what was, newest first. */
export function listPromises(
  db: Db,
  actor: Actor,
  { state, ownerId, limit }: PromiseQuery,
  place: readonly [string, string] | null,
  now: Date,
) {
  const order = state === 'open' ? ('asc' as const) : ('desc' as const)
  const beyond = sql.raw(state === 'open' ? '>' : '<')
  return db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .innerJoin('task', 'task.case_id', 'cases.id')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('person as giver', 'giver.id', 'task.promised_by')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .selectAll('task')
    .select(['owner.name as owner_name', 'giver.name as giver_name', 'account.name as account_name'])
    .select(['cases.number as case_number', 'cases.subject as case_subject', 'cases.account_id'])
    .where('task.promise', 'is not', null)
    .where('task.cancelled_at', 'is', null)
    .where('task.done_at', state === 'done' ? 'is not' : 'is', null)
    .$if(state === 'open', (q) => q.where('task.due_at', '>=', now))
    .$if(state === 'broken', (q) => q.where('task.due_at', '<', now))
    .$if(ownerId !== undefined, (q) => q.where('task.owner_id', '=', ownerId!))
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(task.due_at, task.id) ${beyond} (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('task.due_at', order)
    .orderBy('task.id', order)
    .limit(limit + 1)
    .execute()
}

/** What became of the promises that fell due between two instants, in cases that the reader may see. */
export async function countPromises(db: Db, actor: Actor, from: Date, now: Date) {
  const { kept, late, broken } = await db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .innerJoin('task', 'task.case_id', 'cases.id')
    .where('task.promise', 'is not', null)
    .where('task.cancelled_at', 'is', null)
    .where('task.due_at', '>=', from)
    .where('task.due_at', '<', now)
    .select([
      sql<number>`count(*) filter (where task.done_at <= task.due_at)::int`.as('kept'),
      sql<number>`count(*) filter (where task.done_at > task.due_at)::int`.as('late'),
      sql<number>`count(*) filter (where task.done_at is null)::int`.as('broken'),
    ])
    .executeTakeFirstOrThrow()
  return { kept, late, broken }
}

export async function customerOf(db: Db, caseId: string): Promise<string | null> {
  const row = await db
    .selectFrom('cases')
    .innerJoin('contact', 'contact.id', 'cases.contact_id')
    .select('contact.name')
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
  return row?.name ?? null
}

export async function timeZone(db: Db): Promise<string> {
  const row = await db.selectFrom('organisation').select('time_zone').executeTakeFirst()
  return row?.time_zone ?? 'UTC'
}
