import { isDeepStrictEqual } from 'node:util'
import type { Context, Db } from '../../platform/context.ts'
import type { InputOf } from '../../platform/endpoint.ts'
import { Refusal } from '../../platform/refusal.ts'
import { published, settleNames } from './actions/publish.ts'
import type { Calendar, CalendarUsage, calendarsContract, OpeningHours } from './contract.ts'
import { standardCalendar } from './defaults.ts'
import { hoursWith } from './rules/holidays.ts'
import { whyInUse } from './rules/usage.ts'
import { failingSources } from './store/sources.ts'
import { type Hours, hoursOf as hoursAt, zoneDataOf as publishedWith, type VersionRef } from './store/versions.ts'
import * as store from './store.ts'

type Asked<E extends keyof typeof calendarsContract> = InputOf<(typeof calendarsContract)[E]>

export async function listCalendars(ctx: Context): Promise<Calendar[]> {
  ctx.require('settings.read')
  return store.allCalendars(ctx.db)
}

export async function getCalendar(ctx: Context, id: string): Promise<Calendar> {
  ctx.require('settings.read')
  return theCalendar(ctx, id)
}

/** Publishes a new version of a calendar. Clocks that count by it follow, by reaction. */
export async function changeCalendar(
  ctx: Context,
  id: string,
  { version, ...change }: Asked<'changeCalendar'>['body'],
): Promise<Calendar> {
  ctx.require('settings.edit')
  const before = await theCalendar(ctx, id)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  if (before.isDefault && change.isDefault === false)
    throw new Refusal('still_in_use', { because: 'make another calendar the default instead' })
  const after = settleNames({ ...before, ...given })
  const changed = Object.keys(given).filter(
    (key) => !isDeepStrictEqual(after[key as keyof Calendar], before[key as keyof Calendar]),
  )
  if (before.version === version && changed.length === 0) return before
  const hours = hoursWith(after, before.sources)
  const next = { ...after, version: version + 1 }
  const becameDefault = after.isDefault && !before.isDefault
  if (!(await published(ctx, next, hours, { changed, becameDefault })))
    throw new Refusal('changed_meanwhile', { current: await theCalendar(ctx, id) })
  // What an iCalendar says in times of day closes other dates in another zone.
  if (changed.includes('timeZone')) await ctx.enqueue('read-holidays-again', { calendarId: id })
  return theCalendar(ctx, id)
}

/** The hours of the given versions, ready to be asked for without waiting. */
export const hoursOf = (db: Db, refs: readonly VersionRef[]): Promise<Hours> => hoursAt(db, refs)

/** The release of the zone data that a version was published with; null from before that was kept. */
export const zoneDataOf = (db: Db, ref: VersionRef): Promise<string | null> => publishedWith(db, ref)

/**
 * Returns when every case that was being opened or changed by an older version of calendars is written: who looks for cases
 * to move after a change misses none. Fails with `busy` where that lasts.
 */
export const waitForChoices = (ctx: Context): Promise<void> => store.waitForChoices(ctx.db)

/** Sources of holidays that could not be read when they were tried last. */
export const failingHolidaySources = (db: Db) => failingSources(db)

/** When a team is at work; null where no calendar says so. */
export async function hoursOfTeam(db: Db, teamId: string): Promise<OpeningHours | null> {
  const calendar = await store.calendarOfTeam(db, teamId)
  return calendar ? (await hoursAt(db, [calendar]))(calendar) : null
}

export async function calendarUsage(ctx: Context, id: string): Promise<CalendarUsage> {
  ctx.require('settings.read')
  await theCalendar(ctx, id)
  return store.usageOf(ctx.db, id, ctx.now)
}

/** Takes a calendar from the lists. Its versions stay: a replay of finished clocks needs them. */
export async function removeCalendar(ctx: Context, id: string): Promise<void> {
  ctx.require('settings.edit')
  await store.waitForChoices(ctx.db)
  await store.lockForRemoval(ctx.db, id)
  const calendar = await theCalendar(ctx, id)
  const because = whyInUse(calendar.isDefault, await store.usageOf(ctx.db, id, ctx.now))
  if (because) throw new Refusal('still_in_use', { because })
  await store.markRemoved(ctx.db, id, ctx.now)
  await ctx.record({ name: 'calendar.removed', content: { calendarId: id, calendar: calendar.name } })
  ctx.changed({ kind: 'settings', id })
}

/** One that can be chosen; it stays so until the end of the transaction that chooses it. */
export async function isOffered(ctx: Context, id: string): Promise<boolean> {
  return store.canBeChosen(ctx.db, id)
}

/** What a calendar is called, also one that was removed, for those who already decided that it may be looked at. */
export const knownCalendar = (ctx: Context, id: string): Promise<{ name: string; timeZone: string } | undefined> =>
  store.nameOfCalendar(ctx.db, id)

/** The calendar of a fresh installation, in the organisation's zone; nothing where there is a default already. */
export async function seedCalendar(ctx: Context, timeZone: string): Promise<void> {
  if (await store.hasDefault(ctx.db)) return
  const calendar = { ...standardCalendar(timeZone), id: ctx.newId(), version: 1, isDefault: true }
  await store.insertCalendar(ctx.db, calendar, hoursWith(calendar, []), null, ctx.now)
}

async function theCalendar(ctx: Context, id: string): Promise<Calendar> {
  const calendar = await store.findCalendar(ctx.db, id)
  if (!calendar) throw new Refusal('not_found', { what: 'calendar', id })
  return calendar
}

/** Refuses a calendar that is not there, wherever one is chosen. */
export async function requireCalendar(ctx: Context, id: string): Promise<void> {
  if (!(await isOffered(ctx, id))) throw new Refusal('not_found', { what: 'calendar', id })
}
