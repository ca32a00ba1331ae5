import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/context.ts'
import type { Calendar as CalendarTable } from '../../platform/tables.gen.ts'
import { updateAtVersion } from '../../platform/versions.ts'
import type { Calendar, CalendarUsage, OpeningHours } from './contract.ts'
import { closedDays, hoursWith } from './rules/holidays.ts'
import { choosingCalendars } from './rules/usage.ts'
import { type StoredSource, sourcesOf, toldSource } from './store/sources.ts'
import { insertVersion } from './store/versions.ts'

/** The calendar that a team works by now: its own, else the organisation's. */
export function calendarOfTeam(db: Db, teamId: string) {
  return db
    .selectFrom('calendar')
    .select(['calendar.id', 'calendar.version'])
    .where(
      sql<boolean>`calendar.id = coalesce((select calendar_id from team where team.id = ${teamId}),
        (select standard.id from calendar as standard where standard.is_default))`,
    )
    .executeTakeFirst()
}

export async function allCalendars(db: Db): Promise<Calendar[]> {
  const rows = await shownRows(db).where('removed_at', 'is', null).orderBy('name').orderBy('calendar.id').execute()
  const sources = await sourcesOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => shown(row, sources))
}

/** One that has not been removed. */
export async function findCalendar(db: Db, id: string): Promise<Calendar | undefined> {
  const row = await shownRows(db).where('calendar.id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
  return row && shown(row, await sourcesOf(db, [id]))
}

/** What a calendar is called, also one that was removed. */
export async function nameOfCalendar(db: Db, id: string): Promise<{ name: string; timeZone: string } | undefined> {
  const query = db.selectFrom('calendar').select(['name', 'time_zone as timeZone'])
  return query.where('id', '=', id).executeTakeFirst()
}

/**
 * Whether it can be chosen. It then cannot be removed before the end of the transaction that chooses it, and one that is
 * just being removed is waited for.
 */
export async function canBeChosen(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('calendar')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}

/** Changes of it come one after the other; cases that are opened by it meanwhile wait for nobody. */
export async function lockForChange(db: Db, id: string): Promise<void> {
  await db.selectFrom('calendar').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** Whoever chooses it, or opens a case by it, waits until it is decided whether it goes. */
export async function lockForRemoval(db: Db, id: string): Promise<void> {
  await db.selectFrom('calendar').select('id').where('id', '=', id).forUpdate().execute()
}

/** Waits until everybody who is choosing a calendar for a case has written it; those who come later wait for us. */
export async function waitForChoices(db: Db): Promise<void> {
  await sql`select set_config('lock_timeout', '3s', true), pg_advisory_xact_lock(${choosingCalendars})`.execute(db)
}

export async function markRemoved(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('calendar').set({ removed_at: at }).where('id', '=', id).execute()
}

/** Teams, policies and contracts that name it now, and the clocks that run or wait by it. */
export async function usageOf(db: Db, id: string, now: Date): Promise<CalendarUsage> {
  const teams = await db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('calendar_id', '=', id)
    .orderBy('name')
    .execute()
  const people = await db
    .selectFrom('working_hours')
    .innerJoin('person', 'person.id', 'working_hours.person_id')
    .select(['person.id', 'person.name'])
    .where('working_hours.calendar_id', '=', id)
    .where('person.deactivated_at', 'is', null)
    .orderBy('person.name')
    .execute()
  const policies = await db
    .selectFrom('sla_policy')
    .innerJoin('sla_policy_version as published', (join) =>
      join.onRef('published.policy_id', '=', 'sla_policy.id').onRef('published.version', '=', 'sla_policy.version'),
    )
    .select(['sla_policy.id', 'sla_policy.name'])
    // Wherever it stands: targets of metrics lie deeper than those of milestones.
    .where(
      sql<boolean>`jsonb_path_exists(published.definition, '$.**.calendarId ? (@ == $id)', ${JSON.stringify({ id })}::jsonb)`,
    )
    .orderBy('sla_policy.position')
    .execute()
  const contracts = await db
    .selectFrom('service_contract')
    .innerJoin('service_contract_version as agreed', (join) =>
      join
        .onRef('agreed.contract_id', '=', 'service_contract.id')
        .onRef('agreed.version', '=', 'service_contract.version'),
    )
    .select(['service_contract.id', 'service_contract.name'])
    .where(sql<boolean>`agreed.terms->>'calendarId' = ${id}`)
    .where(sql<boolean>`coalesce(cancelled_on, ends_on, 'infinity'::date) >= ${now}::date`)
    .orderBy('service_contract.number')
    .execute()
  const { count } = await db
    .selectFrom('sla_clock')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('calendar_id', '=', id)
    .where('state', 'in', ['running', 'paused'])
    .executeTakeFirstOrThrow()
  return { teams, people, policies, contracts, clocks: count }
}

export async function hasDefault(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('calendar').select('id').where('is_default', '=', true).executeTakeFirst())
}

/** What somebody may enter of a calendar. */
export interface ByHand extends OpeningHours {
  id: string
  name: string
  version: number
  isDefault: boolean
}

/** Writes a calendar with its first version. `hours`: with the holidays of its sources. */
export async function insertCalendar(
  db: Db,
  calendar: ByHand,
  hours: OpeningHours,
  by: string | null,
  now: Date,
): Promise<void> {
  if (calendar.isDefault) await clearDefault(db)
  await db
    .insertInto('calendar')
    .values({
      id: calendar.id,
      name: calendar.name,
      is_default: calendar.isDefault,
      created_at: now,
      ...columnsOf(calendar),
    })
    .execute()
  await insertVersion(db, calendar, hours, by, now)
}

/** False when `calendar.version - 1` is no longer the current one. `hours`: with the holidays of its sources. */
export async function updateCalendar(
  db: Db,
  calendar: ByHand,
  hours: OpeningHours,
  by: string | null,
  now: Date,
): Promise<boolean> {
  if (calendar.isDefault) await clearDefault(db, calendar.id)
  const updated = await updateAtVersion(db, 'calendar', calendar.id, calendar.version - 1, {
    name: calendar.name,
    is_default: calendar.isDefault,
    ...columnsOf(calendar),
  })
  if (updated) await insertVersion(db, calendar, hours, by, now)
  return updated
}

async function clearDefault(db: Db, butFor?: string): Promise<void> {
  await db
    .updateTable('calendar')
    .set({ is_default: false })
    .where('is_default', '=', true)
    .$if(butFor !== undefined, (q) => q.where('id', '<>', butFor!))
    .execute()
}

const columnsOf = ({ timeZone, weekly, holidays, overrides, names = {} }: OpeningHours) => ({
  time_zone: timeZone,
  weekly: JSON.stringify(weekly),
  holidays: JSON.stringify(holidays),
  overrides: JSON.stringify(overrides),
  names: JSON.stringify(names),
})

const shownRows = (db: Db) =>
  db
    .selectFrom('calendar')
    .leftJoin('calendar_version as current', (join) =>
      join.onRef('current.calendar_id', '=', 'calendar.id').onRef('current.version', '=', 'calendar.version'),
    )
    .leftJoin('zone_rules', (join) =>
      join
        .onRef('zone_rules.time_zone', '=', 'calendar.time_zone')
        .onRef('zone_rules.revision', '=', 'current.zone_revision'),
    )
    .selectAll('calendar')
    .select('zone_rules.zone_data')

function shown(row: Selectable<CalendarTable> & { zone_data: string | null }, all: readonly StoredSource[]): Calendar {
  const sources = all.filter(({ calendarId }) => calendarId === row.id).map(toldSource)
  const byHand = {
    timeZone: row.time_zone,
    weekly: row.weekly as Calendar['weekly'],
    holidays: row.holidays as Calendar['holidays'],
    overrides: row.overrides as Calendar['overrides'],
    names: row.names as NonNullable<Calendar['names']>,
  }
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    isDefault: row.is_default,
    ...byHand,
    sources,
    closed: closedDays(hoursWith(byHand, sources)),
    zoneData: row.zone_data,
  }
}
