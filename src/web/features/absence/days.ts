/** Days as dates of a calendar page, in the reader's own zone. Pure: what day it is comes in. */
const dayMilliseconds = 86_400_000

/** “2026-11-24”, as a date field has it. */
export const dateText = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
const two = (count: number) => String(count).padStart(2, '0')

/** Midnight at the beginning of a day; null for what is no date. */
export function startOfDay(text: string): Date | null {
  const [year, month, day] = text.split('-').map(Number)
  if (!year || !month || !day) return null
  const at = new Date(year, month - 1, day)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Midnight after the last day of a leave: that instant the person is back. */
export function endOfDay(text: string): Date | null {
  const start = startOfDay(text)
  return start && new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1)
}

/** The day after `now` that is no weekend: nobody plans to begin their leave on a Sunday. */
export function nextWorkingDay(now: Date): Date {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
  while ([0, 6].includes(day.getDay())) day.setDate(day.getDate() + 1)
  return day
}

/** The Friday of its week, or the day itself where that is past it. */
export const endOfWeek = (day: Date): Date =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + Math.max(0, 5 - day.getDay()))

/** An instant by its day and a time such as “13:00”; without one, what the whole day says. */
export function atTime(day: string, time: string, whole: (text: string) => Date | null): Date | null {
  const start = startOfDay(day)
  const [hours, minutes] = time.split(':').map(Number)
  if (!start || !time || hours === undefined || minutes === undefined) return whole(day)
  return new Date(start.getFullYear(), start.getMonth(), start.getDate(), hours, minutes)
}

/** “13:00”, or nothing at midnight: then it is about whole days. */
export const timeText = (at: Date): string =>
  at.getHours() === 0 && at.getMinutes() === 0 ? '' : `${two(at.getHours())}:${two(at.getMinutes())}`

/** The last day that lies, in part at least, before an instant. */
export const lastDayBefore = (at: Date): Date => new Date(at.getTime() - 1)

export interface MonthPage {
  /** “2026-11”. */
  key: string
  from: Date
  until: Date
  days: { date: Date; isWeekend: boolean; isMonday: boolean }[]
}

/** The days of the month that a key names, or of the one that `now` lies in. */
export function monthPage(key: string | null, now: Date): MonthPage {
  const [year, month] = /^\d{4}-\d{2}$/.test(key ?? '') ? key!.split('-').map(Number) : []
  const from = new Date(year ?? now.getFullYear(), month ? month - 1 : now.getMonth(), 1)
  const until = new Date(from.getFullYear(), from.getMonth() + 1, 1)
  const count = Math.round((until.getTime() - from.getTime()) / dayMilliseconds)
  const days = Array.from({ length: count }, (_, at) => {
    const date = new Date(from.getFullYear(), from.getMonth(), at + 1)
    return { date, isWeekend: [0, 6].includes(date.getDay()), isMonday: date.getDay() === 1 }
  })
  return { key: dateText(from).slice(0, 7), from, until, days }
}

/** The key of a page so many months away. */
export const monthsAway = (page: MonthPage, months: number): string =>
  dateText(new Date(page.from.getFullYear(), page.from.getMonth() + months, 1)).slice(0, 7)

/** Where an instant stands on the page, from 0 to 1; null beside it. */
export function placeOn({ from, until }: MonthPage, at: Date): number | null {
  const place = (at.getTime() - from.getTime()) / (until.getTime() - from.getTime())
  return place < 0 || place > 1 ? null : place
}

/** Which part of the page a span covers. */
export function spanOn(page: MonthPage, from: Date, until: Date): { left: number; width: number } {
  const left = from <= page.from ? 0 : (placeOn(page, from) ?? 1)
  const right = until >= page.until ? 1 : (placeOn(page, until) ?? 0)
  return { left, width: Math.max(0, right - left) }
}
