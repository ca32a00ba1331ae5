import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface Availability {
  status: string
  statusUntil: Date | null
  automatic: boolean
  awayUntil: Date | null
  awayReason: string | null
}

export async function updateAvailability(db: Db, id: string, next: Availability, at: Date): Promise<void> {
  await db
    .updateTable('person')
    .set({
      status: next.status,
      // Since when it holds is told anew only where it is another one.
      status_since: sql<Date>`case when status = ${next.status} and status_automatic = ${next.automatic} then status_since else ${at} end`,
      status_until: next.statusUntil,
      status_automatic: next.automatic,
      away_until: next.awayUntil,
      away_reason: next.awayReason,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute()
}

/** Somebody is at a screen. True when they were away by themselves and are back by that. */
export async function touch(db: Db, personId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ wasAway: boolean }>`
    with before as (select id, status_automatic from person where id = ${personId} for update)
    update person set active_at = greatest(active_at, ${at}::timestamptz),
      status = case when before.status_automatic then 'online' else status end,
      status_since = case when before.status_automatic then ${at}::timestamptz else status_since end,
      status_automatic = false
    from before where person.id = before.id
    returning before.status_automatic as "wasAway"`.execute(db)
  return rows[0]?.wasAway ?? false
}

/**
 * Who is available and has touched no screen for as long as the organisation says is away from then on; who is on leave is
 * away anyway, who works alone is not sent away from themself, and demo colleagues sit at no screen. Returns who that is now.
 */
export async function markIdle(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update person set status = 'away', status_automatic = true, status_since = active_at
    where status = 'online' and not demo and deactivated_at is null and (away_until is null or away_until <= ${now})
      and active_at < ${now}::timestamptz - (select idle_minutes from organisation) * interval '1 minute'
      and exists (select 1 from person other where other.id <> person.id and other.deactivated_at is null
        and other.role in ('admin', 'manager', 'agent'))
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Back by themselves, those who were here once; who has never signed in stays away. */
export async function unmarkIdle(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update person set status = 'online', status_automatic = false, status_since = ${now}
    where status_automatic and active_at is not null returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Whose status was to hold until an instant that has come, locked: what somebody chooses at this moment stands. */
export function lockStatusesOver(db: Db, now: Date) {
  return db
    .selectFrom('person')
    .select(['id', 'away_until as awayUntil'])
    .where('status_until', '<=', now)
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
}

/** The calendars by which members of a team work, where they are their own. */
export function ownHoursOf(db: Db, personIds: readonly string[]) {
  return db
    .selectFrom('working_hours')
    .innerJoin('calendar', 'calendar.id', 'working_hours.calendar_id')
    .select(['working_hours.person_id as personId', 'calendar.id', 'calendar.version'])
    .where(sql<boolean>`working_hours.person_id = any(${[...personIds]}::uuid[])`)
    .execute()
}
