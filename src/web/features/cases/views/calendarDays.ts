export type Span = 'month' | 'week'

const dayMs = 86_400_000

/** The whole weeks, Monday first, that a month or a week around a day takes. Dates are plain: `2026-11-22`. */
export function stretchOf(day: string, span: Span): { from: string; days: number } {
  if (span === 'week') return { from: mondayOf(day), days: 7 }
  const from = mondayOf(`${day.slice(0, 7)}-01`)
  const last = plus(firstOfNext(day), -1)
  return { from, days: daysBetween(from, mondayOf(last)) + 7 }
}

export const datesOf = ({ from, days }: { from: string; days: number }): string[] =>
  Array.from({ length: days }, (_, i) => plus(from, i))

/** The day that the previous or next month or week is looked at from. */
export function turned(day: string, span: Span, by: 1 | -1): string {
  if (span === 'week') return plus(day, 7 * by)
  return by > 0 ? firstOfNext(day) : `${plus(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`
}

export const plus = (date: string, days: number): string => textOf(Date.parse(date) + days * dayMs)

/** The local date of an instant, for a reader in `zone`. */
export const dateOf = (at: Date, zone?: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(zone && { timeZone: zone }) }).format(at)

/** The instant at the same time of the reader's day on another date. */
export function sameTimeOn(date: string, at: Date): Date {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(year!, month! - 1, day!, at.getHours(), at.getMinutes())
}

/** “November 2026”, or “23 – 29 November 2026” for a week. */
export function titleOf(day: string, span: Span): string {
  const part = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(new Date(date))
  if (span === 'month') return part(day, { month: 'long', year: 'numeric' })
  const from = mondayOf(day)
  const to = plus(from, 6)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  const begin = part(from, sameMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' })
  return `${begin} – ${part(to, { day: 'numeric', month: 'long', year: 'numeric' })}`
}

function mondayOf(date: string): string {
  const weekday = (new Date(date).getUTCDay() + 6) % 7
  return plus(date, -weekday)
}

function firstOfNext(date: string): string {
  const [year, month] = date.split('-').map(Number)
  return textOf(Date.UTC(year!, month!, 1))
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
const textOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
