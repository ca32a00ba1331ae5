import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { zoneData } from '../../../platform/time.ts'
import type { Calendar, OpeningHours } from '../contract.ts'
import type { KnownHours } from '../rules/open-intervals.ts'
import { type Transition, transitionsOf } from '../rules/zone-offsets.ts'

/** A version of a calendar, and the revision of its zone's rules where another than the one it was published with counts. */
export interface VersionRef {
  id: string
  version: number
  zone?: { revision: number }
}

/** Hours by calendar and version. */
export type Hours = (calendar: VersionRef) => OpeningHours

/** A published version never changes, so it is read once, and laid out once. */
const published = new Map<string, KnownHours>()

/** The hours of the given versions, each by the zone rules that held for it, ready to be asked for without waiting. */
export async function hoursOf(db: Db, refs: readonly VersionRef[]): Promise<Hours> {
  const unknown = refs.filter((ref) => !published.has(keyOf(ref)))
  if (unknown.length > 0) {
    const asked = JSON.stringify(unknown.map(({ id, version, zone }) => ({ id, version, zone: zone?.revision })))
    const { rows } = await sql<Published>`
      select asked.id, asked.version, asked.zone, definition, revision, transitions
      from json_to_recordset(${asked}::json) as asked (id uuid, version int, zone int)
      join calendar_version on calendar_id = asked.id and calendar_version.version = asked.version
      left join zone_rules on time_zone = definition->>'timeZone' and revision = coalesce(asked.zone, zone_revision)
        -- Those of the data that runs here are known without being read.
        and zone_data <> ${zoneData}`.execute(db)
    for (const { id, version, zone: asked, definition: hours, revision, transitions } of rows) {
      const zone = transitions && { id: `${hours.timeZone}@${revision}`, transitions }
      const ref = { id, version, ...(asked !== null && { zone: { revision: asked } }) }
      published.set(keyOf(ref), { ...hours, ...(zone && { zone }) })
    }
  }
  return (ref) => {
    const hours = published.get(keyOf(ref))
    if (!hours) throw new Error(`calendar ${ref.id} has no version ${ref.version}`)
    return hours
  }
}

interface Published {
  id: string
  version: number
  zone: number | null
  definition: OpeningHours
  revision: number | null
  transitions: Transition[] | null
}

/** The release of the zone data whose rules a version was published with; null from before they were kept. */
export async function zoneDataOf(db: Db, { id, version }: VersionRef): Promise<string | null> {
  const { rows } = await sql<{ data: string }>`
    select zone_data as data from calendar_version
    join zone_rules on time_zone = definition->>'timeZone' and revision = zone_revision
    where calendar_id = ${id} and version = ${version}`.execute(db)
  return rows[0]?.data ?? null
}

export async function definitionAt(db: Db, { id, version }: { id: string; version: number }): Promise<OpeningHours> {
  const row = await db
    .selectFrom('calendar_version')
    .select('definition')
    .where('calendar_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.definition as unknown as OpeningHours
}

/** Keeps the hours that count from now on, with the rules of their zone. */
export async function insertVersion(
  db: Db,
  { id, version }: Pick<Calendar, 'id' | 'version'>,
  hours: OpeningHours,
  by: string | null,
  now: Date,
): Promise<void> {
  const revision = await zoneRevision(db, hours.timeZone, now)
  await db
    .insertInto('calendar_version')
    .values({
      calendar_id: id,
      version,
      definition: JSON.stringify(hours),
      zone_revision: revision,
      created_at: now,
      created_by: by,
    })
    .execute()
}

/** The revision of a zone's rules that this program counts by; a new one where they differ from those known last. */
export async function zoneRevision(db: Db, timeZone: string, now: Date): Promise<number> {
  const latest = await latestRules(db, timeZone)
  if (latest?.zone_data === zoneData) return latest.revision
  const transitions = transitionsOf(timeZone)
  if (latest && JSON.stringify(latest.transitions) === JSON.stringify(transitions)) return latest.revision
  const revision = (latest?.revision ?? 0) + 1
  await db
    .insertInto('zone_rules')
    .values({
      time_zone: timeZone,
      revision,
      zone_data: zoneData,
      transitions: JSON.stringify(transitions),
      known_since: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return revision
}

const latestRules = (db: Db, timeZone: string) =>
  db
    .selectFrom('zone_rules')
    .select(['revision', 'zone_data', 'transitions'])
    .where('time_zone', '=', timeZone)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Versions from before the rules of zones were kept count by those that hold now. */
export async function placeOldVersions(db: Db, now: Date): Promise<void> {
  const zones = await db
    .selectFrom('calendar_version')
    .select(sql<string>`definition->>'timeZone'`.as('timeZone'))
    .distinct()
    .where('zone_revision', 'is', null)
    .execute()
  for (const { timeZone } of zones) {
    await db
      .updateTable('calendar_version')
      .set({ zone_revision: await zoneRevision(db, timeZone, now) })
      .where('zone_revision', 'is', null)
      .where(sql<boolean>`definition->>'timeZone' = ${timeZone}`)
      .execute()
  }
}

/** Calendars in use with the zone rules that their present version counts by. */
export async function calendarsByZone(db: Db) {
  return db
    .selectFrom('calendar')
    .innerJoin('calendar_version as current', (join) =>
      join.onRef('current.calendar_id', '=', 'calendar.id').onRef('current.version', '=', 'calendar.version'),
    )
    .leftJoin('zone_rules', (join) =>
      join
        .onRef('zone_rules.time_zone', '=', 'calendar.time_zone')
        .onRef('zone_rules.revision', '=', 'current.zone_revision'),
    )
    .select([
      'calendar.id',
      'calendar.time_zone as timeZone',
      'current.zone_revision as revision',
      'zone_data as zoneData',
    ])
    .where('removed_at', 'is', null)
    .orderBy('calendar.id')
    .execute()
}

/** One process at a time looks after zones; the others wait for it. */
export async function takeTurnAtZones(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lookingAfterZones})`.execute(db)
}

const lookingAfterZones = 5_227_310
const keyOf = ({ id, version, zone }: VersionRef) => (zone ? `${id} ${version} ${zone.revision}` : `${id} ${version}`)
