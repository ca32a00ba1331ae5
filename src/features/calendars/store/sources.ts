import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { CalendarSource as SourceTable } from '../../../platform/tables.gen.ts'
import type { HolidaySource, SourceDay } from '../contract.ts'

/** A source as it is kept, without the text that it was read from. */
export interface StoredSource extends HolidaySource {
  calendarId: string
  settings: SourceSettings
  etag: string | null
  lastModified: string | null
  failures: number
}
/** With the text that was read last, which may be a megabyte: asked for only to read it again. */
export interface ReadableSource extends StoredSource {
  body: string | null
}
export type SourceSettings =
  | { country: string; state: string | null; region: string | null; label: string }
  | { label: string }
  | { address: string; label: string }

export async function sourcesOf(db: Db, calendarIds: readonly string[]): Promise<StoredSource[]> {
  if (calendarIds.length === 0) return []
  const rows = await db
    .selectFrom('calendar_source')
    .select(columns)
    .where('calendar_id', 'in', [...calendarIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(stored)
}

export async function findSource(db: Db, id: string): Promise<StoredSource | undefined> {
  const row = await db.selectFrom('calendar_source').select(columns).where('id', '=', id).executeTakeFirst()
  return row && stored(row)
}

export async function sourceToRead(db: Db, id: string): Promise<ReadableSource | undefined> {
  const query = db.selectFrom('calendar_source').select([...columns, 'body'])
  const row = await query.where('id', '=', id).executeTakeFirst()
  return row && { ...stored(row), body: row.body }
}

export interface NewSourceRow {
  id: string
  calendarId: string
  kind: HolidaySource['kind']
  settings: SourceSettings
  days: readonly SourceDay[]
  body: string | null
  notes: readonly string[]
  switched: HolidaySource['switched']
  /** Null where it is yet to be read. */
  readAt: Date | null
  nextTryAt: Date | null
}

export async function insertSource(db: Db, source: NewSourceRow, by: string | null, now: Date): Promise<void> {
  await db
    .insertInto('calendar_source')
    .values({
      id: source.id,
      calendar_id: source.calendarId,
      kind: source.kind,
      settings: JSON.stringify(source.settings),
      days: JSON.stringify(source.days),
      body: source.body,
      notes: JSON.stringify(source.notes),
      switched: JSON.stringify(source.switched),
      tried_at: source.readAt,
      read_at: source.readAt,
      next_try_at: source.nextTryAt,
      created_at: now,
      created_by: by,
    })
    .execute()
}

export async function changeSource(db: Db, id: string, change: Updateable<SourceTable>): Promise<void> {
  await db.updateTable('calendar_source').set(change).where('id', '=', id).execute()
}

export async function deleteSource(db: Db, id: string): Promise<void> {
  await db.deleteFrom('calendar_source').where('id', '=', id).execute()
}

/** Sources of calendars in use whose time to be read has come. */
export async function sourcesDue(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('calendar_source')
    .innerJoin('calendar', 'calendar.id', 'calendar_id')
    .select('calendar_source.id')
    .where('next_try_at', '<=', now)
    .where('removed_at', 'is', null)
    .orderBy('next_try_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** Sources that failed when they were tried last, with the calendar they belong to. */
export async function failingSources(db: Db) {
  return db
    .selectFrom('calendar_source')
    .innerJoin('calendar', 'calendar.id', 'calendar_id')
    .select([
      'name as calendar',
      'problem',
      'failures',
      'read_at as readAt',
      sql<string>`settings->>'label'`.as('label'),
    ])
    .where('problem', 'is not', null)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .execute()
}

/** As the API tells it: neither the address nor the text leaves the house. */
export function toldSource(source: StoredSource): HolidaySource {
  const { id, kind, label, days, notes, switched, triedAt, readAt, nextTryAt, problem } = source
  return { id, kind, label, days, notes, switched, triedAt, readAt, nextTryAt, problem }
}

const columns = [
  'id',
  'calendar_id',
  'kind',
  'settings',
  'days',
  'notes',
  'switched',
  'etag',
  'last_modified',
  'failures',
  'tried_at',
  'read_at',
  'next_try_at',
  'problem',
] as const

function stored(row: Pick<Selectable<SourceTable>, (typeof columns)[number]>): StoredSource {
  const settings = row.settings as unknown as SourceSettings
  return {
    id: row.id,
    calendarId: row.calendar_id,
    kind: row.kind as HolidaySource['kind'],
    label: settings.label,
    settings,
    days: row.days as unknown as SourceDay[],
    notes: row.notes as unknown as string[],
    switched: row.switched as unknown as HolidaySource['switched'],
    etag: row.etag,
    lastModified: row.last_modified,
    failures: row.failures,
    triedAt: row.tried_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
    problem: row.problem,
  }
}
