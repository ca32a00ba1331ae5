import { Temporal } from 'temporal-polyfill'

export const DAY = 86_400_000

/** One stretch of constant UTC offset. */
interface Stretch {
  /** The instant at which the offset begins to hold. */
  from: number
  /** The wall-clock time, read as if it were UTC, from which `compatible` disambiguation uses this offset. */
  localFrom: number
  offset: number
}

/** From an instant on (epoch seconds), this offset from UTC (seconds). */
export type Transition = readonly [from: number, offset: number]

/** The rules of a zone as they were when something was counted by them; `id` is the name of the zone, `@`, a revision. */
export interface ZoneRules {
  id: string
  transitions: readonly Transition[]
}

/** Years for which the rules of a zone are kept; what lies outside is counted by those that run here. */
const keptYears = { from: 1970, to: 2100 }
const kept = new Map<string, readonly Transition[]>()

const stretchesOf = new Map<string, Map<number, Stretch[]>>()

/** Makes rules known under their id, which then stands wherever a zone is named. */
export function keepRules({ id, transitions }: ZoneRules): string {
  if (!kept.has(id)) kept.set(id, transitions)
  return id
}

/** The rules of a zone as the program that runs here has them. */
export function transitionsOf(timeZone: string): Transition[] {
  const from = Date.UTC(keptYears.from, 0, 1) - 3 * DAY
  const to = Date.UTC(keptYears.to + 1, 0, 1) + 3 * DAY
  return stretchesBetween(timeZone, from, to).map(({ from: at, offset }) => [at / 1000, offset / 1000])
}

/**
 * The instant (epoch ms) of a wall-clock time (ms since 1970-01-01T00:00 on that wall) in `timeZone`; skipped and
 * doubled times resolve as Temporal's `compatible`, without Temporal's cost per call.
 */
export function instantOf(timeZone: string, local: number): number {
  return local - holdingAt(timeZone, local).stretch.offset
}

/** The first instant of a local date, given as days since 1970-01-01. A date the zone skipped begins where the next does. */
export function startOfDay(timeZone: string, day: number): number {
  const local = day * DAY
  const { stretch, next } = holdingAt(timeZone, local)
  return next === undefined ? local - stretch.offset : Math.min(local - stretch.offset, next.from)
}

/** Days since 1970-01-01 of the local date on which `instant` falls. */
export function dayOf(timeZone: string, instant: number): number {
  const guess = Math.floor(instant / DAY)
  for (let day = guess + 1; ; day--) if (startOfDay(timeZone, day) <= instant) return day
}

/** Days since 1970-01-01 of an ISO date. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/** The ISO date of a number of days since 1970-01-01. */
export function dateOfDay(day: number): string {
  return Temporal.Instant.fromEpochMilliseconds(day * DAY)
    .toString()
    .slice(0, 10)
}

/** The year in which a number of days since 1970-01-01 falls. */
export function yearOfDay(day: number): number {
  let year = 1970 + Math.floor(day / 365.2425)
  while (firstDayOf(year) > day) year--
  while (firstDayOf(year + 1) <= day) year++
  return year
}

export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / DAY
}

function holdingAt(timeZone: string, local: number): { stretch: Stretch; next: Stretch | undefined } {
  const stretches = stretchesIn(timeZone, yearOfDay(Math.floor(local / DAY)))
  let i = stretches.length - 1
  while (i > 0 && local < stretches[i]!.localFrom) i--
  return { stretch: stretches[i]!, next: stretches[i + 1] }
}

function stretchesIn(timeZone: string, year: number): Stretch[] {
  let years = stretchesOf.get(timeZone)
  if (!years) {
    years = new Map()
    stretchesOf.set(timeZone, years)
  }
  let found = years.get(year)
  if (!found) {
    found = readStretches(timeZone, year)
    years.set(year, found)
  }
  return found
}

function readStretches(timeZone: string, year: number): Stretch[] {
  // Offsets span less than two days either side of UTC, date-line jumps included.
  const from = Date.UTC(year, 0, 1) - 2 * DAY
  const to = Date.UTC(year + 1, 0, 1) + 2 * DAY
  const rules = year >= keptYears.from && year <= keptYears.to ? kept.get(timeZone) : undefined
  return rules ? stretchesFrom(rules, from, to) : stretchesBetween(timeZone.split('@')[0]!, from, to)
}

function stretchesFrom(rules: readonly Transition[], from: number, to: number): Stretch[] {
  const stretches: Stretch[] = []
  for (const [seconds, offsetSeconds] of rules) {
    const [at, offset] = [seconds * 1000, offsetSeconds * 1000]
    if (at >= to) break
    const before = stretches.at(-1)
    if (before && at > from) stretches.push({ from: at, localFrom: at + Math.max(before.offset, offset), offset })
    else stretches.splice(0, 1, { from, localFrom: Number.NEGATIVE_INFINITY, offset })
  }
  return stretches
}

function stretchesBetween(timeZone: string, from: number, to: number): Stretch[] {
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  let offset = at.offsetNanoseconds / 1e6
  const stretches: Stretch[] = [{ from, localFrom: Number.NEGATIVE_INFINITY, offset }]
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= to) return stretches
    const changed = next.offsetNanoseconds / 1e6
    const instant = next.epochMilliseconds
    stretches.push({ from: instant, localFrom: instant + Math.max(offset, changed), offset: changed })
    offset = changed
    at = next
  }
}
