import { type Insertable, sql, type Updateable } from 'kysely'
import { arrayOf, type ColumnType } from '../../../platform/arrays.ts'
import type { Db } from '../../../platform/context.ts'
import { amendRow, insertRows, waitingRow } from '../../../platform/gathered.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import { choosingCalendars } from '../../calendars/rules/usage.ts'
import type { QueueFacts } from '../../routing/rules/facts.ts'
import { dateOfStep } from '../rules/next-step.ts'

export async function insertCase(db: Db, row: Insertable<Cases>): Promise<void> {
  await insertRows(db, 'cases', [row])
}

/** Undefined when `version` is no longer the current one. Every change raises the version. */
export function updateCase(db: Db, id: string, version: number, change: Updateable<Cases>, now: Date) {
  return db
    .updateTable('cases')
    .set({ ...change, version: version + 1, updated_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['id', 'version', 'restricted'])
    .executeTakeFirst()
}

/** Facts that follow from messages and clocks: they are nobody's edit, so the version stays. */
export async function updateFacts(db: Db, id: string, change: Updateable<Cases>): Promise<void> {
  if (amendRow(db, 'cases', id, change)) return
  await db.updateTable('cases').set(change).where('id', '=', id).execute()
}

type ClockFacts = 'due_at' | 'due_metric' | 'at_risk_at' | 'breached_at' | 'escalation_level'
type ClocksBeside = { id: string; due_at: Date | null } & Required<Pick<Updateable<Cases>, ClockFacts>>

/** The clocks beside cases, any number in one statement, and the date of a step that follows them (`dateOfStep`). */
export async function updateClockFacts(db: Db, facts: readonly ClocksBeside[]): Promise<void> {
  const stand = facts.filter((each) => !amendClocks(db, each))
  if (stand.length === 0) return
  const each = (type: ColumnType, column: 'id' | ClockFacts) =>
    arrayOf(
      type,
      stand.map((row) => row[column]),
    )
  await sql`update cases set due_at = facts.due_at, due_metric = facts.due_metric, at_risk_at = facts.at_risk_at,
      breached_at = facts.breached_at, clock_level = facts.escalation_level,
      lowered_level = least(lowered_level, facts.escalation_level),
      escalation_level = greatest(hand_level,
        case when facts.escalation_level > lowered_level then facts.escalation_level else 0 end),
      next_step_due_at = case when next_step_latest_at is null or next_step_whose <> 'us' then next_step_due_at
        else least(next_step_latest_at, facts.due_at) end
    from unnest(${each('uuid', 'id')}::uuid[], ${each('timestamptz', 'due_at')}::timestamptz[],
      ${each('text', 'due_metric')}::text[], ${each('timestamptz', 'at_risk_at')}::timestamptz[],
      ${each('timestamptz', 'breached_at')}::timestamptz[], ${each('int', 'escalation_level')}::int[])
      as facts (id, due_at, due_metric, at_risk_at, breached_at, escalation_level)
    where cases.id = facts.id`.execute(db)
}

/** False for a case that stands in the database already. */
function amendClocks(db: Db, { id, ...clocks }: ClocksBeside): boolean {
  const waiting = waitingRow(db, 'cases', id)
  if (!waiting) return false
  const latestAt = waiting.next_step_latest_at as Date | null | undefined
  const step = { whose: waiting.next_step_whose ?? null, dueAt: null, latestAt: latestAt ?? null }
  const { dueAt } = dateOfStep({ ...step, firstDueAt: clocks.due_at })
  return amendRow(db, 'cases', id, {
    ...clocks,
    clock_level: clocks.escalation_level,
    ...(latestAt && { next_step_due_at: dueAt }),
  })
}

export async function insertWatcher(db: Db, caseId: string, personId: string, now: Date): Promise<void> {
  await db
    .insertInto('watcher')
    .values({ case_id: caseId, person_id: personId, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether the team has the case, or this person watches it already. */
export async function isInvolved(db: Db, caseId: string, teamId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ involved: boolean }>`select
    exists (select 1 from cases where id = ${caseId} and team_id = ${teamId}) or
    exists (select 1 from watcher where case_id = ${caseId} and person_id = ${personId}) as involved`.execute(db)
  return rows[0]!.involved
}

export async function removeWatcher(db: Db, caseId: string, personId: string): Promise<void> {
  await db.deleteFrom('watcher').where('case_id', '=', caseId).where('person_id', '=', personId).execute()
}

export async function markSeen(db: Db, caseId: string, personId: string, now: Date): Promise<void> {
  await db
    .insertInto('case_seen')
    .values({ case_id: caseId, person_id: personId, seen_at: now })
    .onConflict((conflict) => conflict.columns(['case_id', 'person_id']).doUpdateSet({ seen_at: now }))
    .execute()
}

const presenceSeconds = 25

export async function upsertPresence(
  db: Db,
  caseId: string,
  personId: string,
  writing: boolean,
  now: Date,
): Promise<boolean> {
  const expires = new Date(now.getTime() + presenceSeconds * 1000)
  const before = await db
    .selectFrom('presence')
    .select(['writing', 'expires_at'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  await db
    .insertInto('presence')
    .values({ case_id: caseId, person_id: personId, writing, expires_at: expires })
    .onConflict((conflict) => conflict.columns(['case_id', 'person_id']).doUpdateSet({ writing, expires_at: expires }))
    .execute()
  return !before || before.writing !== writing || before.expires_at < now
}

export function presentIn(db: Db, caseId: string, now: Date) {
  return db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select(['person.id', 'person.name', 'presence.writing'])
    .where('presence.case_id', '=', caseId)
    .where('presence.expires_at', '>', now)
    .orderBy('person.name')
    .execute()
}

const oldest = (some: ReturnType<typeof queues>) =>
  some.orderBy('queue.created_at').orderBy('queue.id').limit(1).executeTakeFirst()

/** The organisation-wide settings that a new case needs when nothing else says where it goes. */
export function defaultQueue(db: Db) {
  return oldest(queues(db).orderBy('queue.is_default', 'desc'))
}

export function queueOfTeam(db: Db, teamId: string) {
  return oldest(queues(db).where('queue.team_id', '=', teamId))
}

export function findQueue(db: Db, id: string) {
  return queues(db).where('queue.id', '=', id).executeTakeFirst()
}

/** A queue as it is now. A change of its times that comes later finds what begins to wait by this (`recountDuty`). */
export function queueToWaitIn(db: Db, id: string) {
  const held = sql`pg_advisory_xact_lock_shared(${choosingCalendars})`.as('held')
  return queues(db).select(held).where('queue.id', '=', id).executeTakeFirst()
}

/** With who is behind them, and by whose hours they work. */
export function queues(db: Db) {
  return db
    .selectFrom('queue')
    .innerJoin('team', 'team.id', 'queue.team_id')
    .leftJoin('calendar', (join) =>
      join.on(
        sql<boolean>`calendar.id = coalesce(team.calendar_id,
          (select standard.id from calendar as standard where standard.is_default))`,
      ),
    )
    .select([
      'queue.id',
      'queue.name',
      'queue.team_id as teamId',
      'queue.routing_minutes as routingMinutes',
      sql<QueueFacts['method']>`queue.method`.as('method'),
      sql<QueueFacts['mode']>`queue.mode`.as('mode'),
      sql<'priority' | 'deadline'>`queue.takes_first`.as('takesFirst'),
      'queue.offer_minutes as offerMinutes',
      'queue.relax_minutes as relaxMinutes',
      'queue.fallback_minutes as fallbackMinutes',
      sql<'all_hours' | 'open_hours'>`queue.counts_in`.as('countsIn'),
      sql<QueueFacts['fallbackTeams'][number][]>`(select coalesce(
          json_agg(json_build_object('id', further.id, 'name', further.name) order by step), '[]')
        from queue_team join team as further on further.id = queue_team.team_id
        where queue_team.queue_id = queue.id and step > 0)`.as('fallbackTeams'),
      sql<QueueFacts['dutyHolder']>`(select json_build_object('id', duty.id, 'name', duty.name) from person as duty
        where duty.id = coalesce(queue.duty_holder_id, team.lead_id))`.as('dutyHolder'),
      sql<string>`coalesce((select time_zone from organisation), 'UTC')`.as('zone'),
      'queue.is_default as isDefault',
      'queue.created_at',
      'team.lead_id as leadId',
      'team.name as teamName',
      'team.closed as teamClosed',
      'calendar.id as calendarId',
      'calendar.version as calendarVersion',
    ])
}

/** What failed to arrive answered nobody: first response and last reply are those of what did leave. */
export async function voidFailedReplies(db: Db, caseId: string): Promise<void> {
  const replied = sql`select min(at) as first, max(at) as last from (
    select coalesce(counts_from, released_at, created_at) as at from message where case_id = ${caseId} and public and not automatic
      and undone_at is null and uncounted_since is null
      and ((direction = 'out' and released_at is not null) or kind = 'call')) as replies`
  await sql`update cases set first_response_at = replied.first, last_public_reply_at = replied.last
    from (${replied}) as replied where id = ${caseId}
      and (first_response_at is distinct from replied.first or last_public_reply_at is distinct from replied.last)`.execute(
    db,
  )
}

export async function noteReply(db: Db, caseId: string, writtenAt: Date, now: Date): Promise<void> {
  await db
    .updateTable('cases')
    .set({
      customer_replied_at: sql`case when customer_replied_at > ${writtenAt} then customer_replied_at end`,
      last_public_reply_at: now,
      first_response_at: sql`coalesce(first_response_at, ${now})`,
      updated_at: now,
    })
    .where('id', '=', caseId)
    .execute()
}
