import { Temporal } from 'temporal-polyfill'
import type { ClosedDay, DueAnswer, DueQuestion, NoDueReason, OpeningHours, PreviewDay } from './contract.ts'
import {
  append,
  closedByHoliday,
  compileCalendar,
  coverBack,
  coverForward,
  HORIZON_YEARS,
  hoursOf,
  type OpenTime,
} from './rules/open-intervals.ts'
import { DAY, dateOfDay, dayNumber, startOfDay } from './rules/zone-offsets.ts'

/** `[from, to)` in epoch ms; `to` null while the pause lasts. */
export type Pause = readonly [from: number, to: number | null]
export type Due = { due: number } | { due: null; reason: NoDueReason }

const HORIZON = HORIZON_YEARS * 365.25 * DAY
const noPauses: readonly Pause[] = []

/**
 * The earliest instant (epoch ms) at which `targetSeconds` of open, unpaused time have passed since `start`; a target of
 * zero is due at `start`. Opening hours are treated as immutable: what was laid out for an object is kept with it.
 */
export function dueAt(hours: OpeningHours, start: number, targetSeconds: number, pauses = noPauses): Due {
  const open = compileCalendar(hours)
  let left = Math.round(targetSeconds * 1000)
  if (left <= 0) return { due: start }
  let at = start
  for (const [from, to] of inOrder(pauses)) {
    if (to !== null && to <= at) continue
    if (from > at) {
      const due = advance(open, at, left, from)
      if (due !== null) return { due }
      left -= openBetween(open, at, from)
    }
    if (to === null) return { due: null, reason: isOpenAfter(open, at) ? 'paused' : 'never_open' }
    at = Math.max(at, to)
  }
  if (!isOpenAfter(open, at)) return { due: null, reason: 'never_open' }
  const limit = open.datedOnly ? Number.POSITIVE_INFINITY : at + HORIZON
  const due = reachable(open, left) ? advance(open, at, left, limit) : null
  return due === null ? { due: null, reason: open.datedOnly ? 'never_open' : 'beyond_horizon' } : { due }
}

/** Seconds of open, unpaused time from `from` to `to` (epoch ms); 0 when `to` is not after `from`. */
export function workedSeconds(hours: OpeningHours, from: number, to: number, pauses = noPauses): number {
  const open = compileCalendar(hours)
  let worked = 0
  let at = from
  for (const [pausedFrom, pausedTo] of inOrder(pauses)) {
    if (pausedFrom >= to) break
    if (pausedFrom > at) worked += openBetween(open, at, pausedFrom)
    at = Math.max(at, pausedTo ?? to)
  }
  if (to > at) worked += openBetween(open, at, to)
  return worked / 1000
}

/** Whether `instant` lies in open time. */
export function isOpenAt(hours: OpeningHours, instant: number): boolean {
  const open = compileCalendar(hours)
  cover(open, instant, instant)
  const i = firstEndingAfter(open, instant)
  return i < open.starts.length && open.starts[i]! <= instant
}

/** `instant` where it lies in open time, else when the hours open next (epoch ms); null where they never do again. */
export function nextOpenInstant(hours: OpeningHours, instant: number): number | null {
  const { due } = dueAt(hours, instant, 0.001)
  return due === null ? null : due - 1
}

/** The dates between two instants on which a holiday closed hours that would otherwise have been open. */
export function holidaysBetween(hours: OpeningHours, from: number, to: number): ClosedDay[] {
  return closedByHoliday(compileCalendar(hours), from, to).map((day) => {
    const date = dateOfDay(day)
    return { date, name: nameOf(hours, date) }
  })
}

/** The open time of `days` local dates from `from` on, each with the reason when it is closed. */
export function previewDays(hours: OpeningHours, from: string, days: number): PreviewDay[] {
  const open = compileCalendar(hours)
  const first = dayNumber(from)
  return Array.from({ length: days }, (_, i) => {
    const day = first + i
    const midnight = startOfDay(open.timeZone, day)
    const intervals = intervalsBetween(open, midnight, startOfDay(open.timeZone, day + 1))
    const holiday = open.holidays.has(day) && (hoursOf(open, day).length > 0 || hoursOf(open, day - 1).length > 0)
    const date = dateOfDay(day)
    return {
      date,
      name: nameOf(hours, date),
      closedBecause: intervals.length > 0 ? null : holiday ? 'holiday' : 'no_hours',
      open: intervals.map(([start, end]) => ({ from: instantText(start), to: instantText(end) })),
    }
  })
}

/** What a date is called, or null. */
export function nameOf({ names }: OpeningHours, date: string): string | null {
  return names && Object.hasOwn(names, date) ? names[date]! : null
}

/** Answers the body of `POST /calendars/due`. */
export function answerDue(asked: DueQuestion): DueAnswer {
  const { timezone, weekly, holidays = [], overrides = {} } = asked
  const hours: OpeningHours = { timeZone: timezone, weekly, holidays, overrides }
  const start = Date.parse(asked.start)
  const pauses = (asked.pauses ?? []).map(
    ([from, to]): Pause => [Date.parse(from), to === null ? null : Date.parse(to)],
  )
  if (asked.end !== undefined) return { workedSeconds: workedSeconds(hours, start, Date.parse(asked.end), pauses) }
  const answer = dueAt(hours, start, asked.targetSeconds ?? 0, pauses)
  return answer.due === null ? answer : { due: instantText(answer.due) }
}

/** An instant (epoch ms) as ISO text in UTC. */
export function instantText(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString()
}

/** The instant in [at, limit] at which `wanted` ms of open time have passed since `at`, or null. */
function advance(open: OpenTime, at: number, wanted: number, limit: number): number | null {
  cover(open, at, Math.min(limit, at + wanted))
  const goal = positionOf(open, at) + wanted
  while (open.total < goal && open.to <= limit) append(open)
  if (open.total < goal) return null
  const { starts, before } = open
  let low = 0
  let high = starts.length - 1
  // The last interval that begins with less than the goal behind it: so a goal reached at closing is due at closing.
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (before[middle]! < goal) low = middle
    else high = middle - 1
  }
  const due = starts[low]! + goal - before[low]!
  return due <= limit ? due : null
}

function openBetween(open: OpenTime, from: number, to: number): number {
  cover(open, from, to)
  return positionOf(open, to) - positionOf(open, from)
}

/** Open ms from the origin of the laid-out time to `instant`. */
function positionOf(open: OpenTime, instant: number): number {
  const i = firstEndingAfter(open, instant)
  if (i === open.starts.length) return open.total
  return open.before[i]! + Math.max(0, instant - open.starts[i]!)
}

function firstEndingAfter({ ends }: OpenTime, instant: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! > instant) high = middle
    else low = middle + 1
  }
  return low
}

function intervalsBetween(open: OpenTime, from: number, to: number): [number, number][] {
  cover(open, from, to)
  const found: [number, number][] = []
  for (let i = firstEndingAfter(open, from); i < open.starts.length && open.starts[i]! < to; i++) {
    found.push([Math.max(open.starts[i]!, from), Math.min(open.ends[i]!, to)])
  }
  return found
}

function cover(open: OpenTime, from: number, to: number): void {
  if (from < open.from) coverBack(open, from)
  if (to >= open.to) coverForward(open, to)
}

/** Weekly hours open again sooner or later; dated ones end. */
function isOpenAfter(open: OpenTime, instant: number): boolean {
  return !open.datedOnly || firstEndingAfter(open, instant) < open.ends.length
}

/** False when even without a holiday the horizon could not hold the target: known without laying out a century. */
function reachable(open: OpenTime, wanted: number): boolean {
  if (open.datedOnly) return wanted <= open.total
  const weekly = open.week.flat().reduce((sum, [opens, closes]) => sum + closes - opens, 0)
  const dated = open.overrides.size * 2 * DAY
  return wanted <= weekly * (HORIZON / (7 * DAY) + 1) * 1.1 + dated
}

/** Pauses by their beginning; empty and reversed ones are none. */
function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  if (pauses.length === 0) return pauses
  return pauses.filter(([from, to]) => to === null || to > from).sort((a, b) => a[0] - b[0])
}
