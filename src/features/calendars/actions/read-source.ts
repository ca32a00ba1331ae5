import type { Context } from '../../../platform/context.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { fetchOutside, NotFetched } from '../../../platform/outgoing.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { mostCalendarBytes } from '../contract/sources.ts'
import { daysAfterReading, nextTryAfter } from '../rules/holidays.ts'
import * as sources from '../store/sources.ts'
import * as store from '../store.ts'
import { holidaysInText, holidaysOfCountry, type ReadHolidays, todayIn, yearsIn } from './ask-holidays.ts'
import { calendarHeaders, textOf } from './fetch-holidays.ts'
import { calendarToChange, publishHolidays } from './publish.ts'
import { askToRead } from './sources.ts'

const fetchSeconds = 20

interface Reading {
  holidays: ReadHolidays
  /** What changed about an address since it was read last. */
  fetched?: { body: string; etag: string | null; lastModified: string | null }
}

/** Asks for every source whose time has come. */
export async function readDueSources(ctx: Context): Promise<void> {
  for (const id of await sources.sourcesDue(ctx.db, ctx.now)) await askToRead(ctx, id)
}

export async function readSourcesOf(ctx: Context, calendarId: string): Promise<void> {
  for (const { id } of await sources.sourcesOf(ctx.db, [calendarId])) await askToRead(ctx, id)
}

/** Reads a source outside of any transaction and takes over what it says; a failure is told and changes nothing else. */
export async function readSource(
  { runtime, transaction }: Pick<JobFrame, 'runtime' | 'transaction'>,
  sourceId: string,
): Promise<void> {
  const source = await sources.sourceToRead(runtime.db, sourceId)
  const calendar = source && (await store.nameOfCalendar(runtime.db, source.calendarId))
  if (!source || !calendar) return
  const outcome = await read(source, calendar.timeZone, runtime.now(), runtime.config.outgoing).catch(problemOf)
  await transaction((ctx) =>
    typeof outcome === 'string' ? tellFailure(ctx, sourceId, outcome) : takeOver(ctx, sourceId, outcome),
  )
}

async function read(
  source: sources.ReadableSource,
  timeZone: string,
  now: Date,
  allowed: readonly string[],
): Promise<Reading> {
  const years = yearsIn(timeZone, now)
  const { settings, body } = source
  if ('country' in settings) return { holidays: await holidaysOfCountry(settings, years) }
  if (!('address' in settings)) return { holidays: await holidaysInText(body ?? '', timeZone, years) }
  const answer = await fetchOutside(settings.address, {
    maxBytes: mostCalendarBytes,
    seconds: fetchSeconds,
    allowed,
    headers: {
      ...calendarHeaders,
      ...(body !== null && source.etag !== null && { 'if-none-match': source.etag }),
      ...(body !== null && source.lastModified !== null && { 'if-modified-since': source.lastModified }),
    },
  })
  if (answer.status === 304 && body !== null) return { holidays: await holidaysInText(body, timeZone, years) }
  const text = textOf(answer)
  const holidays = await holidaysInText(text, timeZone, years)
  const { etag = null, 'last-modified': lastModified = null } = answer.headers
  return { holidays, fetched: { body: text, etag, lastModified } }
}

function problemOf(error: unknown): string {
  if (error instanceof NotFetched) return error.message
  if (error instanceof Refusal && error.code === 'unreadable_calendar') return String(error.detail.because)
  throw error
}

async function takeOver(ctx: Context, sourceId: string, { holidays, fetched }: Reading): Promise<void> {
  const source = await lockedSource(ctx, sourceId)
  if (!source) return
  const today = todayIn(source.timeZone, ctx.now)
  const days = daysAfterReading(source.days, holidays.days, today)
  const isAhead = ({ date }: { date: string }) => date >= today
  // An empty feed is far more often a fault of its host than a year without a holiday.
  if (source.days.some(isAhead) && !holidays.days.some(isAhead)) {
    const because = 'It names no day ahead any more. Remove the source if that is meant.'
    return tellFailure(ctx, sourceId, because)
  }
  await sources.changeSource(ctx.db, sourceId, {
    days: JSON.stringify(days),
    notes: JSON.stringify(holidays.notes),
    ...(fetched && { body: fetched.body, etag: fetched.etag, last_modified: fetched.lastModified }),
    tried_at: ctx.now,
    read_at: ctx.now,
    failures: 0,
    problem: null,
    next_try_at: new Date(ctx.now.getTime() + nextTryAfter(0)),
  })
  if (source.problem !== null) await recordTry(ctx, 'calendar.source_read_again', source)
  await publishHolidays(ctx, source.calendarId, source.label)
}

async function tellFailure(ctx: Context, sourceId: string, problem: string): Promise<void> {
  const source = await lockedSource(ctx, sourceId)
  if (!source) return
  const failures = source.failures + 1
  await sources.changeSource(ctx.db, sourceId, {
    tried_at: ctx.now,
    failures,
    problem,
    next_try_at: new Date(ctx.now.getTime() + nextTryAfter(failures)),
  })
  if (source.problem !== problem) await recordTry(ctx, 'calendar.source_failed', source, problem)
  ctx.changed({ kind: 'settings', id: source.calendarId })
}

const recordTry = (ctx: Context, name: string, source: LockedSource, problem?: string) =>
  ctx.record({
    name,
    content: {
      calendarId: source.calendarId,
      calendar: source.calendar,
      sourceId: source.id,
      source: source.label,
      ...(problem && { problem }),
    },
  })

interface LockedSource extends sources.StoredSource {
  calendar: string
  timeZone: string
}

/** The source with its calendar locked; null where either was removed meanwhile. */
async function lockedSource(ctx: Context, sourceId: string): Promise<LockedSource | null> {
  const found = await sources.findSource(ctx.db, sourceId)
  const there = found && (await store.canBeChosen(ctx.db, found.calendarId))
  if (!there) return null
  const calendar = await calendarToChange(ctx, found.calendarId)
  const source = await sources.findSource(ctx.db, sourceId)
  return source ? { ...source, calendar: calendar.name, timeZone: calendar.timeZone } : null
}
