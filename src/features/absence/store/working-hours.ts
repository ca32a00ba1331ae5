import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

const shown = ['calendar.id', 'calendar.name', 'calendar.time_zone as timeZone', 'calendar.version'] as const

export function ownCalendar(db: Db, personId: string) {
  return db
    .selectFrom('working_hours')
    .innerJoin('calendar', 'calendar.id', 'working_hours.calendar_id')
    .select(shown)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** That of the first team that has one, else the default one. */
export function usualCalendar(db: Db, personId: string) {
  return db
    .selectFrom('calendar')
    .select(shown)
    .where(
      sql<boolean>`calendar.id = coalesce(
        (select team.calendar_id from team_member join team on team.id = team_member.team_id
          where team_member.person_id = ${personId} and team.calendar_id is not null order by team.created_at limit 1),
        (select standard.id from calendar as standard where standard.is_default))`,
    )
    .executeTakeFirst()
}

export function calendarsToChoose(db: Db) {
  return db.selectFrom('calendar').select(shown).where('removed_at', 'is', null).orderBy(sql`lower(name)`).execute()
}

export async function setCalendar(
  db: Db,
  { personId, calendarId, by, at }: { personId: string; calendarId: string | null; by: string | null; at: Date },
): Promise<void> {
  if (calendarId === null) {
    await db.deleteFrom('working_hours').where('person_id', '=', personId).execute()
    return
  }
  const row = { calendar_id: calendarId, set_at: at, set_by: by }
  await db
    .insertInto('working_hours')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}
