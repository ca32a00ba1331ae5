import type { OpeningHours } from '../contract.ts'
import {
  DAY,
  dayNumber,
  dayOf,
  firstDayOf,
  instantOf,
  keepRules,
  startOfDay,
  yearOfDay,
  type ZoneRules,
} from './zone-offsets.ts'

/** How far past an instant a calendar is searched before the answer is `beyond_horizon`. */
export const HORIZON_YEARS = 60

const MINUTE = 60_000
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Opening and closing as ms after local midnight; closing may lie on the following date. */
export type Span = readonly [opens: number, closes: number]

/** Hours of a published version: with the rules of its zone, where others hold here by now. */
export interface KnownHours extends OpeningHours {
  zone?: ZoneRules
}

/** A calendar laid out as sorted, disjoint open intervals, for as many years as have been asked for. */
export interface OpenTime {
  /** Its name, or the id of the rules that it is counted by. */
  timeZone: string
  week: readonly (readonly Span[])[]
  overrides: ReadonlyMap<number, readonly Span[]>
  holidays: ReadonlySet<number>
  /** Without weekly hours the dated ones are all there is, and they are laid out at once. */
  datedOnly: boolean
  fromYear: number
  toYear: number
  from: number
  to: number
  starts: number[]
  ends: number[]
  /** Open ms before each interval, counted from an arbitrary origin. */
  before: number[]
  /** Open ms, from the same origin, at the end of the covered time. */
  total: number
}

const laidOut = new WeakMap<OpeningHours, OpenTime>()

/** The open time of a calendar, kept per calendar object: treat a calendar as immutable, a change is a new object. */
export function compileCalendar(hours: OpeningHours): OpenTime {
  let open = laidOut.get(hours)
  if (!open) {
    open = parse(hours)
    laidOut.set(hours, open)
  }
  return open
}

/** Makes sure that the intervals reach back to `instant`. */
export function coverBack(open: OpenTime, instant: number): void {
  if (instant >= open.from) return
  begin(open, instant)
  while (instant < open.from) prepend(open)
}

/** Makes sure that the intervals reach past `instant`. */
export function coverForward(open: OpenTime, instant: number): void {
  if (instant < open.to) return
  begin(open, instant)
  while (instant >= open.to) append(open)
}

/** Adds one more year at the end. */
export function append(open: OpenTime): void {
  const chunk = intervalsOfYear(open, open.toYear)
  for (let i = 0; i < chunk.length; i += 2) push(open, chunk[i]!, chunk[i + 1]!)
  open.toYear++
  open.to = startOfDay(open.timeZone, firstDayOf(open.toYear))
}

/** The local dates, as days since 1970-01-01, between two instants that a holiday closed although they have hours. */
export function closedByHoliday(open: OpenTime, from: number, to: number): number[] {
  const last = dayOf(open.timeZone, to)
  const days: number[] = []
  for (const day of open.holidays) {
    if (day > last || startOfDay(open.timeZone, day + 1) <= from) continue
    if (hoursOf(open, day).length > 0) days.push(day)
  }
  return days.sort((a, b) => a - b)
}

/** The hours that start on a date, before holidays. */
export function hoursOf(open: OpenTime, day: number): readonly Span[] {
  return open.overrides.get(day) ?? open.week[(((day + 3) % 7) + 7) % 7]!
}

function parse(hours: KnownHours): OpenTime {
  const week = weekdays.map((weekday) => spansOf(hours.weekly[weekday] ?? []))
  const overrides = new Map(Object.entries(hours.overrides).map(([date, list]) => [dayNumber(date), spansOf(list)]))
  const open: OpenTime = {
    timeZone: hours.zone ? keepRules(hours.zone) : hours.timeZone,
    week,
    overrides,
    holidays: new Set(hours.holidays.map(dayNumber)),
    datedOnly: week.every((spans) => spans.length === 0),
    fromYear: 0,
    toYear: 0,
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
    starts: [],
    ends: [],
    before: [],
    total: 0,
  }
  if (!open.datedOnly) return open
  const dates = [...overrides.keys()].sort((a, b) => a - b)
  const chunk = joined(dates.flatMap((day) => intervalsOfDay(open, day)))
  for (let i = 0; i < chunk.length; i += 2) push(open, chunk[i]!, chunk[i + 1]!)
  open.from = Number.NEGATIVE_INFINITY
  open.to = Number.POSITIVE_INFINITY
  return open
}

function spansOf(list: readonly (readonly [string, string])[]): Span[] {
  return list.flatMap(([opens, closes]): Span[] => {
    const from = clockTime(opens)
    const to = clockTime(closes)
    if (from === to) return []
    return [[from, to > from ? to : to + DAY]]
  })
}

function clockTime(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE
}

function begin(open: OpenTime, instant: number): void {
  if (open.from !== Number.POSITIVE_INFINITY) return
  open.fromYear = yearOfDay(dayOf(open.timeZone, instant))
  open.toYear = open.fromYear
  open.from = startOfDay(open.timeZone, firstDayOf(open.fromYear))
  open.to = open.from
}

function push(open: OpenTime, start: number, end: number): void {
  const last = open.ends.length - 1
  if (last >= 0 && start <= open.ends[last]!) {
    if (end <= open.ends[last]!) return
    open.total += end - open.ends[last]!
    open.ends[last] = end
    return
  }
  open.starts.push(start)
  open.ends.push(end)
  open.before.push(open.total)
  open.total += end - start
}

function prepend(open: OpenTime): void {
  open.fromYear--
  const earlier: OpenTime = { ...open, starts: [], ends: [], before: [], total: 0 }
  const chunk = intervalsOfYear(open, open.fromYear)
  for (let i = 0; i < chunk.length; i += 2) push(earlier, chunk[i]!, chunk[i + 1]!)
  for (let i = 0; i < open.starts.length; i++) push(earlier, open.starts[i]!, open.ends[i]!)
  open.starts = earlier.starts
  open.ends = earlier.ends
  open.before = earlier.before
  open.total = earlier.total
  open.from = startOfDay(open.timeZone, firstDayOf(open.fromYear))
}

/** Flat [start, end, start, end, …] of the year's open time, clipped to the year. */
function intervalsOfYear(open: OpenTime, year: number): number[] {
  const firstDay = firstDayOf(year)
  const nextYear = firstDayOf(year + 1)
  const from = startOfDay(open.timeZone, firstDay)
  const to = startOfDay(open.timeZone, nextYear)
  const flat: number[] = []
  // A shift of the evening before, and one that a skipped hour pushed over the edge, belong to this year too.
  for (let day = firstDay - 2; day <= nextYear; day++) {
    const ofDay = intervalsOfDay(open, day)
    for (let i = 0; i < ofDay.length; i += 2) {
      const start = Math.max(ofDay[i]!, from)
      const end = Math.min(ofDay[i + 1]!, to)
      if (start < end) flat.push(start, end)
    }
  }
  return joined(flat)
}

function intervalsOfDay(open: OpenTime, day: number): number[] {
  const spans = hoursOf(open, day)
  const flat: number[] = []
  if (spans.length === 0) return flat
  const { timeZone } = open
  const midnight = startOfDay(timeZone, day)
  const nextMidnight = startOfDay(timeZone, day + 1)
  if (midnight === nextMidnight) return flat
  // Two plain 24-hour dates hold no change of offset, so that wall time is elapsed time.
  const plain = nextMidnight - midnight === DAY && startOfDay(timeZone, day + 2) - nextMidnight === DAY
  for (const [opens, closes] of spans) {
    let start = plain ? midnight + opens : instantOf(timeZone, day * DAY + opens)
    let end = plain ? midnight + closes : instantOf(timeZone, day * DAY + closes)
    if (open.holidays.has(day)) start = Math.max(start, nextMidnight)
    if (open.holidays.has(day + 1)) end = Math.min(end, nextMidnight)
    if (start < end) flat.push(start, end)
  }
  return flat
}

/** Sorts and merges overlapping and touching intervals. */
function joined(flat: number[]): number[] {
  let sorted = true
  for (let i = 2; i < flat.length && sorted; i += 2) sorted = flat[i]! > flat[i - 1]!
  if (sorted) return flat
  const pairs: [number, number][] = []
  for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i]!, flat[i + 1]!])
  pairs.sort((a, b) => a[0] - b[0])
  const result: number[] = []
  for (const [start, end] of pairs) {
    const last = result.length - 1
    if (last >= 0 && start <= result[last]!) result[last] = Math.max(result[last]!, end)
    else result.push(start, end)
  }
  return result
}
