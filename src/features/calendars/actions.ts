import { isDeepStrictEqual } from 'node:util'
import type { Context, Db } from '../../platform/context.ts'
import type { InputOf } from '../../platform/endpoint.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Calendar, CalendarUsage, calendarsContract, OpeningHours } from './contract.ts'
import { standardCalendar } from './defaults.ts'
import { whyInUse } from './rules/usage.ts'
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

/** Makes a calendar; the first one becomes the organisation's. */
export async function createCalendar(ctx: Context, asked: Asked<'createCalendar'>['body']): Promise<Calendar> {
  ctx.require('settings.edit')
  const isDefault = asked.isDefault === true || !(await store.hasDefault(ctx.db))
  const calendar: Calendar = { ...asked, isDefault, id: ctx.newId(), version: 1 }
  await store.insertCalendar(ctx.db, calendar, personOf(ctx), ctx.now)
  const { id, name } = calendar
  await ctx.record({ name: 'calendar.created', content: { calendarId: id, calendar: name, isDefault } })
  ctx.changed({ kind: 'settings', id })
  return calendar
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
  const after: Calendar = { ...before, ...given, version: version + 1 }
  if (before.version === version && isDeepStrictEqual({ ...after, version }, before)) return before
  if (!(await store.updateCalendar(ctx.db, after, personOf(ctx), ctx.now)))
    throw new Refusal('changed_meanwhile', { current: await theCalendar(ctx, id) })
  await ctx.record({
    name: 'calendar.changed',
    content: {
      calendarId: id,
      calendar: after.name,
      version: after.version,
      changed: Object.keys(given).filter((key) => !isDeepStrictEqual(given[key], before[key as keyof Calendar])),
      becameDefault: after.isDefault && !before.isDefault,
    },
  })
  ctx.changed({ kind: 'settings', id })
  return after
}

/** The hours of the given versions, ready to be asked for without waiting. */
export const hoursOf = (db: Db, refs: readonly { id: string; version: number }[]): Promise<store.Hours> =>
  store.hoursOf(db, refs)

/** When a team is at work; null where no calendar says so. */
export async function hoursOfTeam(db: Db, teamId: string): Promise<OpeningHours | null> {
  const calendar = await store.calendarOfTeam(db, teamId)
  return calendar ? (await store.hoursOf(db, [calendar]))(calendar) : null
}

export async function calendarUsage(ctx: Context, id: string): Promise<CalendarUsage> {
  ctx.require('settings.read')
  await theCalendar(ctx, id)
  return store.usageOf(ctx.db, id, ctx.now)
}

/** Takes a calendar from the lists. Its versions stay: a replay of finished clocks needs them. */
export async function removeCalendar(ctx: Context, id: string): Promise<void> {
  ctx.require('settings.edit')
  const calendar = await theCalendar(ctx, id)
  await store.lockCalendar(ctx.db, id)
  const because = whyInUse(calendar.isDefault, await store.usageOf(ctx.db, id, ctx.now))
  if (because) throw new Refusal('still_in_use', { because })
  await store.markRemoved(ctx.db, id, ctx.now)
  await ctx.record({ name: 'calendar.removed', content: { calendarId: id, calendar: calendar.name } })
  ctx.changed({ kind: 'settings', id })
}

/** One that can be chosen. */
export async function isOffered(ctx: Context, id: string): Promise<boolean> {
  return store.isThere(ctx.db, id)
}

/** A calendar as it is now, or was, for those who already decided that it may be looked at. */
export const knownCalendar = (ctx: Context, id: string): Promise<Calendar | undefined> => store.findCalendar(ctx.db, id)

/** The calendar of a fresh installation, in the organisation's zone; nothing where there is a default already. */
export async function seedCalendar(ctx: Context, timeZone: string): Promise<void> {
  if (await store.hasDefault(ctx.db)) return
  const calendar = { ...standardCalendar(timeZone), id: ctx.newId(), version: 1, isDefault: true }
  await store.insertCalendar(ctx.db, calendar, null, ctx.now)
}

async function theCalendar(ctx: Context, id: string): Promise<Calendar> {
  const calendar = (await store.isThere(ctx.db, id)) ? await store.findCalendar(ctx.db, id) : undefined
  if (!calendar) throw new Refusal('not_found', { what: 'calendar', id })
  return calendar
}

const personOf = ({ actor }: Context) => (actor.kind === 'person' ? actor.id : null)

/** Refuses a calendar that is not there, wherever one is named. */
export async function requireCalendar(ctx: Context, id: string): Promise<void> {
  await theCalendar(ctx, id)
}
