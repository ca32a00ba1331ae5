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

export async function keepPromise(db: Db, id: string, now: Date, personId: string | null): Promise<void> {
  await db
    .updateTable('task')
    .set((eb) => ({ done_at: now, done_by: personId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
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

/** Marks what is to be reminded of now, each once whoever looks, with who is to keep it and who answers for the team. */
export const takeToRemind = (db: Db, now: Date, most: number): Promise<Falling[]> =>
  take(
    db,
    sql`promise is not null and reminded_at is null and remind_at <= ${now} and due_at > ${now}`,
    sql`reminded_at = ${now}`,
    most,
  )

/** Marks what was not kept. The true instant is that at which it was due. */
export const takeBroken = (db: Db, now: Date, most: number): Promise<Falling[]> =>
  take(db, sql`promise is not null and broken_at is null and due_at < ${now}`, sql`broken_at = task.due_at`, most)

/** Marks what somebody is to be reminded of now, and when again. A case that is over reminds nobody. */
export async function takeReminders(db: Db, now: Date, most: number): Promise<Falling[]> {
  const due = sql`remind_every_hours is not null and promise is null and remind_at <= ${now}`
  const open = sql`and case_id in (select id from cases where status in ('new', 'open', 'pending', 'on_hold'))`
  return take(
    db,
    sql`${due} ${open}`,
    sql`remind_at = ${now}::timestamptz + remind_every_hours * interval '1 hour'`,
    most,
  )
}

async function take(db: Db, due: Expression<unknown>, mark: Expression<unknown>, most: number): Promise<Falling[]> {
  const { rows } = await sql<Falling>`
    with taken as (
      update task set ${mark} where id in (
        select id from task where done_at is null and cancelled_at is null and ${due}
        order by due_at limit ${most} for update skip locked)
      returning id, case_id, title, promise_said, due_at, owner_id)
    select taken.id, taken.case_id as "caseId", taken.title, taken.promise_said as said, taken.due_at as "dueAt",
      keeper.id as "ownerId", keeper.name as "ownerName", lead.id as "leadId", lead.name as "leadName"
    from taken join cases on cases.id = taken.case_id join team on team.id = cases.team_id
    join person as lead on lead.id = team.lead_id
    left join person as keeper on keeper.id = coalesce(taken.owner_id, cases.owner_id)
    order by taken.due_at, taken.id`.execute(db)
  return rows
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
