import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { NotFetched, outsideUrl } from '../../../platform/outgoing.ts'
import { Refusal } from '../../../platform/refusal.ts'
import {
  type Country,
  type CountryChoice,
  mostSources,
  type NewSource,
  type sourcesContract,
} from '../contract/sources.ts'
import type { Calendar, OpeningHours } from '../contract.ts'
import { addressLabel, hoursWith, nextTryAfter, switchedAfter } from '../rules/holidays.ts'
import * as store from '../store/sources.ts'
import { findCalendar, insertCalendar } from '../store.ts'
import { holidaysInText, holidaysOfCountry, knownCountries, type ReadHolidays, yearsIn } from './ask-holidays.ts'
import { holidaysAt } from './fetch-holidays.ts'
import { calendarToChange, publishHolidays } from './publish.ts'

type Asked<E extends keyof typeof sourcesContract> = InputOf<(typeof sourcesContract)[E]>

export async function listCountries(ctx: Context): Promise<Country[]> {
  ctx.require('settings.read')
  return knownCountries()
}

/** What a source would bring, before it is added. */
export async function readHolidays(
  ctx: Context,
  { timeZone, from }: Asked<'readHolidays'>['body'],
): Promise<(ctx: Context) => Promise<ReadHolidays>> {
  ctx.require('settings.edit')
  const years = yearsIn(timeZone, ctx.now)
  const read = await holidaysFrom(from, timeZone, years, ctx.config.outgoing)
  return async (telling) => {
    telling.require('settings.edit')
    return read
  }
}

/** An address is looked at here and now: whoever typed it waits to see whether it was the right one. */
function holidaysFrom(
  from: Asked<'readHolidays'>['body']['from'],
  timeZone: string,
  years: ReturnType<typeof yearsIn>,
  allowed: readonly string[],
): Promise<ReadHolidays> {
  if ('text' in from) return holidaysInText(from.text, timeZone, years)
  if ('address' in from) return holidaysAt(usableAddress(from.address), timeZone, years, allowed)
  return holidaysOfCountry(from, years)
}

/**
 * Takes holidays over from a source: reads it, and answers with what then takes it over, so that nobody waits for a
 * calendar that is being read for. An address is read by a job: nothing is fetched while somebody waits.
 */
export async function addSource(
  ctx: Context,
  id: string,
  { source, switched }: Asked<'addSource'>['body'],
): Promise<(ctx: Context) => Promise<Calendar>> {
  ctx.require('settings.edit')
  const calendar = await findCalendar(ctx.db, id)
  if (!calendar) throw new Refusal('not_found', { what: 'calendar', id })
  requireRoom(calendar)
  const read = await firstReading(source, calendar.timeZone, ctx.now)
  return (writing) =>
    takeIn(writing, calendar, { kind: source.kind, switched: switchedAfter({}, switched ?? {}), ...read })
}

async function takeIn(ctx: Context, before: Calendar, source: NewlyRead): Promise<Calendar> {
  ctx.require('settings.edit')
  const { id } = before
  const calendar = await calendarToChange(ctx, id)
  requireRoom(calendar)
  // Times of day close other dates in another zone.
  if (calendar.timeZone !== before.timeZone) throw new Refusal('changed_meanwhile', { current: calendar })
  const { kind, settings } = source
  const { label } = settings
  if (kind !== 'file' && calendar.sources.some((other) => other.kind === kind && other.label === label))
    throw new Refusal('already_exists', { because: `${label} is a source already` })
  const sourceId = ctx.newId()
  const row = { id: sourceId, calendarId: id, ...source }
  await store.insertSource(ctx.db, row, ctx.actor.kind === 'person' ? ctx.actor.id : null, ctx.now)
  await ctx.record({
    name: 'calendar.source_added',
    content: { calendarId: id, calendar: calendar.name, sourceId, kind, source: label },
  })
  if (kind === 'address') await askToRead(ctx, sourceId)
  return publishHolidays(ctx, id, label)
}

function requireRoom({ sources }: Calendar): void {
  if (sources.length >= mostSources) throw new Refusal('too_many_sources', { most: mostSources })
}

/** A calendar that comes with something else, with the holidays of a country from its first version on. Answers with its id. */
export async function seedCountryCalendar(
  ctx: Context,
  name: string,
  usual: Pick<OpeningHours, 'timeZone' | 'weekly'>,
  choice: CountryChoice,
  { label, days, notes }: ReadHolidays,
): Promise<string> {
  const byHand = { ...usual, holidays: [], overrides: {}, id: ctx.newId(), name, version: 1, isDefault: false }
  await insertCalendar(ctx.db, byHand, hoursWith(byHand, [{ days, switched: {} }]), null, ctx.now)
  const settings = { ...choice, label: label ?? choice.country }
  const nextTryAt = new Date(ctx.now.getTime() + nextTryAfter(0))
  const row = { id: ctx.newId(), calendarId: byHand.id, kind: 'country' as const, switched: {}, settings, days, notes }
  await store.insertSource(ctx.db, { ...row, body: null, readAt: ctx.now, nextTryAt }, null, ctx.now)
  return byHand.id
}

export async function switchHolidays(
  ctx: Context,
  id: string,
  sourceId: string,
  change: Asked<'switchHolidays'>['body']['switched'],
): Promise<Calendar> {
  ctx.require('settings.edit')
  const source = await sourceToChange(ctx, id, sourceId)
  const switched = switchedAfter(source.switched, change)
  await store.changeSource(ctx.db, sourceId, { switched: JSON.stringify(switched) })
  return publishHolidays(ctx, id, source.label)
}

/** Its dates go with it; those entered by hand, or told by another source, stay. */
export async function removeSource(ctx: Context, id: string, sourceId: string): Promise<Calendar> {
  ctx.require('settings.edit')
  const { kind, label, calendar } = await sourceToChange(ctx, id, sourceId)
  await store.deleteSource(ctx.db, sourceId)
  await ctx.record({
    name: 'calendar.source_removed',
    content: { calendarId: id, calendar: calendar.name, sourceId, kind, source: label },
  })
  return publishHolidays(ctx, id, label)
}

export async function readSourceNow(ctx: Context, id: string, sourceId: string): Promise<void> {
  ctx.require('settings.edit')
  await sourceToChange(ctx, id, sourceId)
  await askToRead(ctx, sourceId)
}

export const askToRead = (ctx: Context, sourceId: string): Promise<void> =>
  ctx.enqueue('read-holiday-source', { sourceId }, { key: `read-holiday-source ${sourceId}`, maxAttempts: 3 })

async function sourceToChange(ctx: Context, id: string, sourceId: string) {
  const calendar = await calendarToChange(ctx, id)
  const source = await store.findSource(ctx.db, sourceId)
  if (source?.calendarId !== id) throw new Refusal('not_found', { what: 'source', id: sourceId })
  return { ...source, calendar }
}

type NewlyRead = Omit<store.NewSourceRow, 'id' | 'calendarId'>
type FirstReading = Pick<store.NewSourceRow, 'settings' | 'days' | 'body' | 'notes' | 'readAt' | 'nextTryAt'>

/** What a source says when it is chosen; an address is left to a job. */
export async function firstReading(source: NewSource, timeZone: string, now: Date): Promise<FirstReading> {
  const years = yearsIn(timeZone, now)
  const nextTryAt = new Date(now.getTime() + nextTryAfter(0))
  if (source.kind === 'address') {
    const address = usableAddress(source.address)
    const settings = { address, label: addressLabel(address) }
    return { settings, days: [], body: null, notes: [], readAt: null, nextTryAt }
  }
  if (source.kind === 'country') {
    const { country, state, region } = source
    const { label, days, notes } = await holidaysOfCountry(source, years)
    const settings = { country, state, region, label: label ?? country }
    return { settings, days, body: null, notes, readAt: now, nextTryAt }
  }
  const { days, notes } = await holidaysInText(source.text, timeZone, years)
  return { settings: { label: source.name }, days, body: source.text, notes, readAt: now, nextTryAt }
}

function usableAddress(address: string): string {
  try {
    return outsideUrl(address).href
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error
    throw new Refusal('unreadable_calendar', { because: error.message })
  }
}
