import { sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import type { Priority } from '../../platform/shapes.ts'
import { mergeEntries, flow as movesOfFlow } from '../cases/rules/flow.ts'
import { visibleTo } from '../cases/visible.ts'
import { type Age, ageBeginsAtDays, ages, type Flow } from './rules.ts'

// Counts are of all cases, restricted ones included: they count without being named (domain rule 3).
const openCases = sql`cases where status in ('new', 'open', 'pending', 'on_hold')`
// As the rule of what is due first says it: late by whatever was due; the rest by the clock that ends first.
const firstDue = sql`coalesce(first_due_at, 'infinity')`
const late = (now: Date) => sql`${firstDue} < ${now}`
const runs = (now: Date) => sql`${firstDue} >= ${now} and due_at is not null`
const atRisk = (now: Date) => sql`${runs(now)} and at_risk_at <= ${now}`

export async function timeZone(db: Db): Promise<string> {
  const row = await db.selectFrom('organisation').select('time_zone as timeZone').executeTakeFirst()
  return row?.timeZone ?? 'UTC'
}

/** Open cases of one owner (null: nobody's). Each is late, at risk, on track or waiting (no clock runs): together all. */
export interface OwnerPart {
  ownerId: string | null
  count: number
  /** Weight of what is new or open; what waits for others does not burden. */
  load: number
  restricted: number
  late: number
  lateByClock: number
  oldestDueAt: Date | null
  atRisk: number
  nextAtRiskDueAt: Date | null
  onTrack: number
  nextOnTrackDueAt: Date | null
  waiting: number
  forCustomer: number
  breached: number
  escalated: number
  queued: number
}

/** Open cases of one type, status and priority. */
export interface KindPart {
  typeId: string
  status: string
  priority: Priority
  count: number
  byAge: Record<Age, number>
}

/** All open cases, counted twice over at one instant: by owner, and by type, status and priority. */
export async function openParts(db: Db, now: Date): Promise<{ byOwner: OwnerPart[]; byKind: KindPart[] }> {
  const onTrack = sql`${runs(now)} and coalesce(at_risk_at, 'infinity') > ${now}`
  const waiting = sql`${firstDue} >= ${now} and due_at is null`
  const before = (age: Age) => new Date(now.getTime() - ageBeginsAtDays[age] * 86_400_000)
  const { rows } = await sql<OwnerPart & Omit<KindPart, 'byAge'> & { olderThan: number[] | null }>`
    select owner_id as "ownerId", null::uuid as "typeId", null as status, null as priority, null as "olderThan",
      count(*) as count, coalesce(sum(weight) filter (where status in ('new', 'open')), 0) as load,
      count(*) filter (where restricted) as restricted,
      count(*) filter (where ${late(now)}) as late, count(*) filter (where due_at < ${now}) as "lateByClock",
      min(first_due_at) filter (where ${late(now)}) as "oldestDueAt",
      count(*) filter (where ${atRisk(now)}) as "atRisk", min(first_due_at) filter (where ${atRisk(now)}) as "nextAtRiskDueAt",
      count(*) filter (where ${onTrack}) as "onTrack", min(first_due_at) filter (where ${onTrack}) as "nextOnTrackDueAt",
      count(*) filter (where ${waiting}) as waiting,
      count(*) filter (where ${waiting} and status = 'pending') as "forCustomer",
      count(*) filter (where due_at < ${now} or breached_at is not null) as breached,
      count(*) filter (where escalation_level > 0) as escalated,
      count(*) filter (where owner_id is null and queue_id is not null) as queued
    from ${openCases} group by owner_id
    union all
    select null, type_id, status, priority,
      array[${sql.join(ages.map((age) => sql`count(*) filter (where created_at <= ${before(age)})`))}],
      count(*), 0, 0, 0, 0, null, 0, null, 0, null, 0, 0, 0, 0, 0
    from ${openCases} group by type_id, status, priority`.execute(db)
  return {
    byOwner: rows.filter((row) => row.olderThan === null),
    byKind: rows.flatMap(({ olderThan, ...row }) =>
      olderThan ? [{ ...row, byAge: agesOf(olderThan, row.count) }] : [],
    ),
  }
}

/** From how many are older than each age begins, how many are of it; what is dated ahead counts as new. */
function agesOf(olderThan: readonly number[], all: number): Record<Age, number> {
  const from = (place: number) => (place === 0 ? all : (olderThan[place] ?? 0))
  return Object.fromEntries(ages.map((age, place) => [age, from(place) - from(place + 1)])) as Record<Age, number>
}

const { came, went } = movesOfFlow
const open = sql`('new', 'open', 'pending', 'on_hold')`
const over = sql`('resolved', 'closed')`
const was = (statuses: typeof open) => sql`content ->> 'fromStatus' in ${statuses}`
const is = (statuses: typeof open) => sql`content ->> 'toStatus' in ${statuses}`

/**
 * What came in and went out from `from` until `to`, by what was recorded then: a later change never rewrites it. A merge
 * that was undone within that time left everything as it was. A case counts once each way at most: what was resolved,
 * reopened and resolved again went out once, what is open again by then did not.
 */
export async function flow(db: Db, from: Date, to: Date): Promise<Flow> {
  const { rows } = await sql<Flow>`
    select count(*) filter (where opened and came >= gone)::int as opened,
      count(*) filter (where not opened and came > 0 and came >= gone)::int as reopened,
      count(*) filter (where gone > 0 and gone >= came)::int as resolved
    from (select case_id, bool_or(opened) as opened, count(*) filter (where comes) as came, count(*) filter (where not comes) as gone
      from (
        select id as case_id, true as opened, true as comes from cases where created_at >= ${from} and created_at < ${to}
          and not (imported and resolved_at is not null and resolved_at <= created_at)
        union all
        select case_id, false, name = any(${came.always}::text[]) or (name = any(${came.byStatus}::text[]) and ${was(over)})
        from event where at >= ${from} and at < ${to} and case_id is not null
          and (name = any(${[...came.always, ...went.always]}::text[])
            or (name = any(${came.byStatus}::text[]) and ${was(over)} and ${is(open)})
            or (name = any(${went.byStatus}::text[]) and ${was(open)} and ${is(over)}))
          and not (name = any(${mergeEntries}::text[]) and exists (select from event other
            where other.case_id = event.case_id and other.name = any(${mergeEntries}::text[]) and other.name <> event.name
              and other.content ->> 'mergeId' = event.content ->> 'mergeId' and other.at >= ${from} and other.at < ${to}))
      ) as moves group by case_id) as of_case`.execute(db)
  return rows[0]!
}

export interface Kept {
  met: number
  finished: number
  resolvedAtFirstContact: number
  /** Of the restricted ones that are open, those that the reader sees. */
  restrictedSeen: number
}

/**
 * Clocks finished since `weekAgo`, and cases resolved since `today` that the customer needed to write about once only, and
 * was told of; beside them what the reader sees of restricted ones, in the same question.
 */
export async function kept(db: Db, actor: Actor, weekAgo: Date, today: Date): Promise<Kept> {
  const restrictedSeen = db
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('restricted', '=', true)
    .where(visibleTo(actor))
  const { rows } = await sql<Kept>`
    select count(*) filter (where breached_at is null) as met, count(*) as finished, (${restrictedSeen}) as "restrictedSeen",
      (select count(*) from cases where resolved_at >= ${today} and reopened_count = 0 and merged_into_id is null
        and coalesce(last_customer_message_at, created_at) <= created_at
        and (status = 'closed' or closes_at is not null)) as "resolvedAtFirstContact"
    from sla_clock where met_at >= ${weekAgo} and state = 'met'`.execute(db)
  return rows[0]!
}

export async function countOpen(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${openCases}`.execute(db)
  return rows[0]!.count
}

export function typeNames(db: Db) {
  return db
    .selectFrom('case_type')
    .innerJoin('case_type_version as v', (join) =>
      join.onRef('v.case_type_id', '=', 'case_type.id').onRef('v.version', '=', 'case_type.version'),
    )
    .select(['case_type.id', sql<string>`v.definition->>'name'`.as('name')])
    .execute()
}

export function people(db: Db) {
  return db
    .selectFrom('person')
    .select([
      'id',
      'name',
      'role',
      'capacity',
      'status',
      'status_since as statusSince',
      'away_until as awayUntil',
      'deactivated_at as deactivatedAt',
    ])
    .orderBy('name')
    .execute()
}

export function backlogSince(db: Db, day: string) {
  return db
    .selectFrom('backlog_day')
    .select(['day', 'opened', 'reopened', 'resolved', 'open'])
    .where('day', '>=', sql<string>`${day}::date`)
    .orderBy('day')
    .execute()
}

export async function lastBacklogDay(db: Db): Promise<string | null> {
  const row = await db.selectFrom('backlog_day').select('day').orderBy('day', 'desc').limit(1).executeTakeFirst()
  return row ? String(row.day) : null
}

/** One at a time, and seeing one instant of the data, so that the count and the flows agree; false: another is at it. */
export async function claimSnapshot(db: Db): Promise<boolean> {
  await sql`set transaction isolation level repeatable read`.execute(db)
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('backlog snapshot')) as mine`.execute(db)
  return rows[0]!.mine
}

/** A day that stands is never written again. */
export async function storeBacklog(db: Db, rows: readonly (Flow & { day: string; open: number })[], at: Date) {
  if (rows.length === 0) return
  await db
    .insertInto('backlog_day')
    .values(rows.map((row) => ({ ...row, taken_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
