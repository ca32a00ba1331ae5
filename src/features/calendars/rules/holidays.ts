import type { ClosedDay, HolidaySource, OpeningHours, SourceDay } from '../contract.ts'

type Told = Pick<HolidaySource, 'switched'> & { days: readonly SourceDay[] }

/** Years before and after the present one for which holidays are known as dates. */
const yearsAround = 2

export interface Years {
  from: number
  to: number
}

/** The years whose holidays are taken over at a local date. */
export function yearsAt(today: string): Years {
  const year = Number(today.slice(0, 4))
  return { from: year - yearsAround, to: year + yearsAround }
}

/** Whether a holiday of a source closes: what was said of the date counts before what was said of the holiday. */
export function closes(day: SourceDay, switched: HolidaySource['switched']): boolean {
  return said(switched, day.date) ?? said(switched, day.key) ?? day.usual
}

/** The hours that count: holidays of all sources beside those by hand. Hours or a closure entered for a date come first. */
export function hoursWith(byHand: OpeningHours, sources: readonly Told[]): OpeningHours {
  const { timeZone, weekly, overrides } = byHand
  const own = new Set([...byHand.holidays, ...Object.keys(overrides)])
  const names = new Map<string, Set<string>>()
  for (const { days, switched } of sources) {
    for (const day of days) {
      if (own.has(day.date) || !closes(day, switched)) continue
      names.set(day.date, (names.get(day.date) ?? new Set()).add(day.name))
    }
  }
  const ownNames = Object.entries(byHand.names ?? {}).filter(([date]) => own.has(date))
  return {
    timeZone,
    weekly,
    overrides,
    holidays: [...new Set([...byHand.holidays, ...names.keys()])].sort(),
    names: Object.fromEntries(
      [...[...names].map(([date, all]) => [date, [...all].join(', ')]), ...ownNames].sort(byDate),
    ),
  }
}

/** Every date that is closed as a holiday, with its name. */
export const closedDays = ({ holidays, names = {} }: OpeningHours): ClosedDay[] =>
  [...new Set(holidays)].sort().map((date) => ({ date, name: names[date] ?? null }))

/**
 * What a source says now beside what it said before: dates behind `today` stay as they were taken over, because feeds drop
 * what is past, and clocks that ran across it must not move. One that is new there is believed.
 */
export function daysAfterReading(before: readonly SourceDay[], read: readonly SourceDay[], today: string): SourceDay[] {
  const past = before.filter(({ date }) => date < today)
  const known = new Set(past.map(keyOf))
  return [...past, ...read.filter((day) => !known.has(keyOf(day)))].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** Switches after some were set; null forgets what was said. */
export function switchedAfter(
  before: HolidaySource['switched'],
  change: Readonly<Record<string, boolean | null>>,
): HolidaySource['switched'] {
  const all = Object.entries({ ...before, ...change })
  return Object.fromEntries(all.filter((entry): entry is [string, boolean] => entry[1] !== null))
}

/** An address as people may see it: it can hold a secret that opens somebody's calendar. */
export function addressLabel(address: string): string {
  const { hostname, pathname } = new URL(address)
  const parts = pathname.split('/').filter((part) => part !== '')
  const last = parts.at(-1) ?? ''
  const name = /^[\w.-]{1,40}\.[a-z]{2,5}$/i.test(last)
    ? `/${parts.length > 1 ? '…/' : ''}${last}`
    : parts.length > 0
      ? '/…'
      : ''
  return `${hostname}${name}`
}

/** When an address is tried again: daily, and after failures soon at first, then rarer. */
export function nextTryAfter(failures: number): number {
  const minutes = failures === 0 ? 1440 : Math.min(1440, 15 * 4 ** (failures - 1))
  return minutes * 60_000
}

const said = (switched: HolidaySource['switched'], key: string) =>
  Object.hasOwn(switched, key) ? switched[key]! : undefined
const keyOf = ({ date, key }: SourceDay) => `${date} ${key}`
const byDate = ([a]: readonly [string, string] | string[], [b]: readonly [string, string] | string[]) =>
  a! < b! ? -1 : 1
