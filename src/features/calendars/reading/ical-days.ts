import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import type { Years } from '../rules/holidays.ts'
import type { ReadDay } from './country-days.ts'

/** The text cannot be read as a calendar; the message is a sentence for whoever brought it. */
export class UnreadableCalendar extends Error {
  override name = 'UnreadableCalendar'
}

const mostDays = 3_000
const longestEventDays = 366
const mostRepeats = 100_000

/**
 * The dates that the events of an iCalendar text (RFC 5545) close: all-day events by their dates, others where they cover
 * a whole day of `timeZone`. What is left out is told in `notes`.
 */
export function icalDays(text: string, timeZone: string, years: Years): { days: ReadDay[]; notes: string[] } {
  const events = componentsOf(text).flatMap((calendar) => eventsOf(calendar))
  if (events.length === 0) throw new UnreadableCalendar('It is a calendar without a single event.')
  const days = new Map<string, ReadDay>()
  const left = { unreadable: 0, partOfDay: 0, tooLong: 0, cancelled: 0 }
  for (const event of events) {
    try {
      const found = datesOf(event, timeZone, years)
      left.partOfDay += found.partOfDay
      left.tooLong += found.tooLong
      left.cancelled += found.cancelled
      for (const day of found.days) days.set(`${day.date} ${day.key}`, day)
    } catch (error) {
      if (error instanceof UnreadableCalendar) throw error
      left.unreadable++
    }
    if (days.size > mostDays)
      throw new UnreadableCalendar(`It closes more than ${mostDays} days; that is no list of holidays.`)
  }
  if (left.unreadable === events.length) throw new UnreadableCalendar('None of its events has a date that can be read.')
  return { days: [...days.values()], notes: notesOn(left) }
}

function componentsOf(text: string): ICAL.Component[] {
  const plain = text.replace(/^\uFEFF/, '').trimStart()
  if (/^<(!doctype|html|\?xml)/i.test(plain)) throw new UnreadableCalendar('It is a web page, not a calendar.')
  if (!/^BEGIN:VCALENDAR/i.test(plain))
    throw new UnreadableCalendar('It is no iCalendar text: that begins with BEGIN:VCALENDAR.')
  if (!/END:VCALENDAR\s*$/i.test(plain))
    throw new UnreadableCalendar('It ends in the middle: END:VCALENDAR is missing.')
  try {
    const parsed = ICAL.parse(plain)
    const roots = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown as unknown[][])
    return roots.map((each) => new ICAL.Component(each as never)).filter(({ name }) => name === 'vcalendar')
  } catch (error) {
    throw new UnreadableCalendar(`It cannot be read as iCalendar: ${(error as Error).message.slice(0, 200)}`)
  }
}

/** The events that stand for themselves; what changes single occurrences hangs on them. */
function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  if (String(calendar.getFirstPropertyValue('method')).toUpperCase() === 'CANCEL') return []
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const all = calendar.getAllSubcomponents('vevent')
  const uidOf = (component: ICAL.Component) => String(component.getFirstPropertyValue('uid'))
  const isChange = (component: ICAL.Component) => component.hasProperty('recurrence-id')
  const masters = all.filter((component) => !isChange(component))
  const uids = new Set(masters.map(uidOf))
  return [
    ...masters.map((master) => {
      const exceptions = all.filter((each) => isChange(each) && uidOf(each) === uidOf(master))
      return new ICAL.Event(master, { exceptions })
    }),
    ...all
      .filter((each) => isChange(each) && !uids.has(uidOf(each)))
      .map((each) => new ICAL.Event(each, { exceptions: [] })),
  ]
}

function datesOf(event: ICAL.Event, timeZone: string, years: Years) {
  const found = { days: [] as ReadDay[], partOfDay: 0, tooLong: 0, cancelled: 0 }
  const take = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time) => {
    if (isCancelled(item)) {
      found.cancelled++
      return
    }
    const dates = start.isDate ? plainDates(start, end) : coveredDates(item, start, end, timeZone)
    if (dates === null) found.tooLong++
    else if (dates.length === 0) found.partOfDay++
    const name = nameOf(item)
    const key = (event.uid || name).slice(0, 200)
    for (const date of dates ?? []) {
      const year = Number(date.slice(0, 4))
      if (year >= years.from && year <= years.to) found.days.push({ date, name, key, usual: true })
    }
  }
  if (isCancelled(event)) return { ...found, cancelled: 1 }
  if (!event.isRecurring()) {
    take(event, event.startDate, event.endDate)
    return found
  }
  const repeats = event.iterator()
  for (let count = 0; ; count++) {
    const next = repeats.next()
    if (!next || next.year > years.to) return found
    if (count > mostRepeats) throw new UnreadableCalendar(`“${nameOf(event)}” repeats too often to be a holiday.`)
    // A year more: what begins before may reach in.
    if (next.year < years.from - 1) continue
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    take(item, startDate, endDate)
  }
}

/** From the first date to the day before the last: the end of an all-day event is not part of it. */
function plainDates(start: ICAL.Time, end: ICAL.Time): string[] | null {
  const first = Date.UTC(start.year, start.month - 1, start.day)
  const last = end ? Date.UTC(end.year, end.month - 1, end.day) : first
  return datesBetween(first, Math.max(last, first + dayMs))
}

/** The local dates that an event with times covers from midnight to midnight. */
function coveredDates(event: ICAL.Event, start: ICAL.Time, end: ICAL.Time, timeZone: string): string[] | null {
  const from = instantOf(event, 'dtstart', start, timeZone).toZonedDateTimeISO(timeZone)
  const to = instantOf(event, 'dtend', end, timeZone).toZonedDateTimeISO(timeZone)
  const midnight = from.startOfDay()
  const first = midnight.equals(from) ? midnight.toPlainDate() : midnight.add({ days: 1 }).toPlainDate()
  return datesBetween(Date.parse(`${first}T00:00:00Z`), Date.parse(`${to.toPlainDate()}T00:00:00Z`))
}

function instantOf(
  { component }: ICAL.Event,
  edge: 'dtstart' | 'dtend',
  time: ICAL.Time,
  timeZone: string,
): Temporal.Instant {
  const { year, month, day, hour, minute, second } = time
  const wall = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second: Math.min(second, 59) })
  const told = (component.getFirstProperty(edge) ?? component.getFirstProperty('dtstart'))?.getFirstParameter('tzid')
  const known = told && isZone(told) ? told : null
  if (time.zone === ICAL.Timezone.utcTimezone) return wall.toZonedDateTime('UTC').toInstant()
  if (known) return wall.toZonedDateTime(known).toInstant()
  if (time.zone && time.zone !== ICAL.Timezone.localTimezone) {
    return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000)
  }
  return wall.toZonedDateTime(timeZone).toInstant()
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const dayMs = 86_400_000

/** Null when that is longer than any holiday. */
function datesBetween(from: number, to: number): string[] | null {
  const count = Math.round((to - from) / dayMs)
  if (count > longestEventDays) return null
  return Array.from({ length: Math.max(0, count) }, (_, i) => new Date(from + i * dayMs).toISOString().slice(0, 10))
}

const isCancelled = (event: ICAL.Event) =>
  String(event.component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'

function nameOf(event: ICAL.Event): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
  const plain = String(event.summary ?? '')
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
  return plain.slice(0, 120).trim() || 'Closed'
}

function notesOn(left: { unreadable: number; partOfDay: number; tooLong: number; cancelled: number }): string[] {
  const events = (count: number, one: string, more: string) =>
    count > 0 && `${count === 1 ? '1 event' : `${count} events`} left out: ${count === 1 ? one : more}.`
  return [
    events(left.unreadable, 'its date cannot be read', 'their dates cannot be read'),
    events(left.partOfDay, 'it covers no whole day', 'they cover no whole day'),
    events(left.tooLong, 'it is longer than a year', 'they are longer than a year'),
    events(left.cancelled, 'it is cancelled', 'they are cancelled'),
  ].filter((note) => note !== false)
}
