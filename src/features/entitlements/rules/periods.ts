import { Temporal } from 'temporal-polyfill'
import type { ContractTerms, Period } from '../contract/terms.ts'

/** `[from, to)` in epoch ms; `to` null for a contract without an end. `day` names the period in the ledger. */
export interface TermPeriod {
  day: string
  from: number
  to: number | null
}

type Dates = Pick<ContractTerms, 'startsOn' | 'endsOn' | 'timeZone'>

/** Midnight with which a calendar date begins in a zone, in epoch ms; a skipped midnight is the first instant after it. */
export const startOfDate = (date: string, timeZone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds

/** The instant from which a contract covers nothing any more: the end of its last day; null while it has none. */
export function endOf(
  { endsOn, timeZone }: Pick<Dates, 'endsOn' | 'timeZone'>,
  cancelledOn: string | null,
): number | null {
  const last = [endsOn && startOfDate(dayAfter(endsOn), timeZone), cancelledOn && startOfDate(cancelledOn, timeZone)]
  const ends = last.filter((each): each is number => typeof each === 'number')
  return ends.length > 0 ? Math.min(...ends) : null
}

export const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString()
export const dateAt = (instant: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** The last day of a contract as long as the one of these dates that begins the day after it ends; null without an end. */
export function nextEnd({ startsOn, endsOn }: Pick<Dates, 'startsOn' | 'endsOn'>): string | null {
  if (endsOn === null) return null
  const from = Temporal.PlainDate.from(startsOn)
  const to = Temporal.PlainDate.from(endsOn).add({ days: 1 })
  const { years, months, days } = from.until(to, { largestUnit: 'year' })
  return to.add({ years, months, days }).subtract({ days: 1 }).toString()
}

const months: Record<Exclude<Period, 'contract'>, number> = { month: 1, quarter: 3, year: 12 }

/**
 * The periods of a contract that have begun by `until` (epoch ms), counted from its first day: the third month of a
 * contract of 31 January begins on 31 March, its second on the last day of February.
 */
export function periodsUntil(dates: Dates, per: Period, end: number | null, until: number): TermPeriod[] {
  const first = Temporal.PlainDate.from(dates.startsOn)
  const startOf = (at: number) => (per === 'contract' ? first : first.add({ months: at * months[per] }))
  const periods: TermPeriod[] = []
  for (let at = 0; ; at++) {
    const day = startOf(at).toString()
    const from = startOfDate(day, dates.timeZone)
    if (from > until || (end !== null && from >= end)) return periods
    const next = per === 'contract' ? null : startOfDate(startOf(at + 1).toString(), dates.timeZone)
    const to = next === null ? end : end === null ? next : Math.min(next, end)
    periods.push({ day, from, to })
    if (per === 'contract') return periods
  }
}

/** The instant at which the period that holds `from` plus `count` further ones end. */
export function endAfter(dates: Dates, per: Exclude<Period, 'contract'>, from: number, count: number): number {
  const first = Temporal.PlainDate.from(dates.startsOn)
  const boundary = (at: number) => startOfDate(first.add({ months: at * months[per] }).toString(), dates.timeZone)
  let at = 1
  while (boundary(at) <= from) at++
  return boundary(at + count - 1)
}
