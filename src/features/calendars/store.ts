import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/context.ts'
import type { Calendar as CalendarTable } from '../../platform/tables.gen.ts'
import type { Calendar, CalendarUsage, OpeningHours } from './contract.ts'

/** Hours by calendar and version. */
export type Hours = (calendar: { id: string; version: number }) => OpeningHours

/** A published version never changes, so it is read once, and laid out once. */
const published = new Map<string, OpeningHours>()

/** The hours of the given versions, ready to be asked for without waiting. */
export async function hoursOf(db: Db, refs: readonly { id: string; version: number }[]): Promise<Hours> {
  const unknown = refs.filter((ref) => !published.has(keyOf(ref)))
  if (unknown.length > 0) {
    const rows = await db
      .selectFrom('calendar_version')
      .select(['calendar_id as id', 'version', 'definition'])
      .where((eb) => eb.or(unknown.map(({ id, version }) => eb.and({ calendar_id: id, version }))))
      .execute()
    for (const row of rows) published.set(keyOf(row), row.definition as unknown as OpeningHours)
  }
  return (ref) => {
    const hours = published.get(keyOf(ref))
    if (!hours) throw new Error(`calendar ${ref.id} has no version ${ref.version}`)
    return hours
  }
}

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
  const rows = await db
    .selectFrom('calendar')
    .selectAll()
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(shown)
}

export async function findCalendar(db: Db, id: string): Promise<Calendar | undefined> {
  const row = await db.selectFrom('calendar').selectAll().where('id', '=', id).executeTakeFirst()
  return row && shown(row)
}

export async function isThere(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('calendar')
    .select('id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function lockCalendar(db: Db, id: string): Promise<void> {
  await db.selectFrom('calendar').select('id').where('id', '=', id).forUpdate().execute()
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
  const policies = await db
    .selectFrom('sla_policy')
    .innerJoin('sla_policy_version as published', (join) =>
      join.onRef('published.policy_id', '=', 'sla_policy.id').onRef('published.version', '=', 'sla_policy.version'),
    )
    .select(['sla_policy.id', 'sla_policy.name'])
    .where(
      sql<boolean>`jsonb_path_exists(published.definition, '$.targets.*.*.calendarId ? (@ == $id)', ${JSON.stringify({ id })}::jsonb)`,
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
  return { teams, policies, contracts, clocks: count }
}

export async function hasDefault(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('calendar').select('id').where('is_default', '=', true).executeTakeFirst())
}

/** Writes a calendar with its first version. */
export async function insertCalendar(db: Db, calendar: Calendar, by: string | null, now: Date): Promise<void> {
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
  await insertVersion(db, calendar, by, now)
}

/** False when `calendar.version - 1` is no longer the current one. */
export async function updateCalendar(db: Db, calendar: Calendar, by: string | null, now: Date): Promise<boolean> {
  if (calendar.isDefault) await clearDefault(db, calendar.id)
  const updated = await db
    .updateTable('calendar')
    .set({
      name: calendar.name,
      is_default: calendar.isDefault,
      version: calendar.version,
      ...columnsOf(calendar),
    })
    .where('id', '=', calendar.id)
    .where('version', '=', calendar.version - 1)
    .returning('id')
    .executeTakeFirst()
  if (updated) await insertVersion(db, calendar, by, now)
  return updated !== undefined
}

async function clearDefault(db: Db, butFor?: string): Promise<void> {
  await db
    .updateTable('calendar')
    .set({ is_default: false })
    .where('is_default', '=', true)
    .$if(butFor !== undefined, (q) => q.where('id', '<>', butFor!))
    .execute()
}

async function insertVersion(db: Db, calendar: Calendar, by: string | null, now: Date): Promise<void> {
  const { id, version, timeZone, weekly, holidays, overrides } = calendar
  await db
    .insertInto('calendar_version')
    .values({
      calendar_id: id,
      version,
      definition: JSON.stringify({ timeZone, weekly, holidays, overrides }),
      created_at: now,
      created_by: by,
    })
    .execute()
}

const columnsOf = ({ timeZone, weekly, holidays, overrides }: OpeningHours) => ({
  time_zone: timeZone,
  weekly: JSON.stringify(weekly),
  holidays: JSON.stringify(holidays),
  overrides: JSON.stringify(overrides),
})

const keyOf = ({ id, version }: { id: string; version: number }) => `${id} ${version}`

const shown = (row: Selectable<CalendarTable>): Calendar => ({
  id: row.id,
  version: row.version,
  name: row.name,
  isDefault: row.is_default,
  timeZone: row.time_zone,
  weekly: row.weekly as Calendar['weekly'],
  holidays: row.holidays as Calendar['holidays'],
  overrides: row.overrides as Calendar['overrides'],
})
