import type { OpeningHours } from '../../../features/calendars/contract.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
export const weekdayNames: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
export type Intervals = [opens: string, closes: string][]

const dayMinutes = 1440

/** Hours as people type them: “8–12, 13:00-17:00” → pairs; nothing or “closed” is closed; null cannot be read. */
export function hoursOf(text: string): Intervals | null {
  const plain = text.trim().toLowerCase()
  if (plain === '' || plain === 'closed') return []
  const intervals: Intervals = []
  for (const part of plain.split(/[,;]|\band\b/)) {
    const [, opens, closes] = part.trim().match(/^([\d:]+)\s*(?:-|–|to)\s*([\d:]+)$/) ?? []
    const from = opens && timeOf(opens)
    const to = closes && timeOf(closes)
    if (!from || !to || from === '24:00') return null
    intervals.push([from, to])
  }
  return intervals
}

export const hoursText = (intervals: readonly (readonly [string, string])[] | undefined): string =>
  (intervals ?? []).map(([opens, closes]) => `${opens}–${closes}`).join(', ')

function timeOf(text: string): string | null {
  const [, hour, minute = '00'] = text.match(/^(\d{1,2})(?::(\d{2}))?$/) ?? []
  if (!hour || Number(hour) > 24 || Number(minute) > 59 || (Number(hour) === 24 && minute !== '00')) return null
  return `${hour.padStart(2, '0')}:${minute}`
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** How long a day is open, minutes; a shift past midnight counts whole. */
export function openMinutes(intervals: Intervals): number {
  return barsOf(intervals).reduce((sum, { from, to }) => sum + (to - from), 0)
}

/** The stretches of a day as minutes from its midnight; past midnight runs beyond 1440. */
export function barsOf(intervals: Intervals): { from: number; to: number }[] {
  return intervals
    .map(([opens, closes]) => ({ from: minutesOf(opens), to: minutesOf(closes) }))
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => ({ from, to: to < from ? to + dayMinutes : to }))
}

/** A date with hours of its own, as text; empty is closed. */
export interface UnusualDay {
  hours: string
  name: string
}

/** What the form holds: hours as text, by weekday and by date. */
export interface CalendarValues {
  name: string
  timeZone: string
  weekly: Record<Weekday, string>
  /** Dates that are not usual, entered by hand. */
  days: Record<string, UnusualDay>
}

export function valuesOf(hours: (OpeningHours & { name: string }) | null): CalendarValues {
  return {
    name: hours?.name ?? '',
    timeZone: hours?.timeZone ?? 'UTC',
    weekly: Object.fromEntries(
      weekdays.map((day) => [
        day,
        hours ? hoursText(hours.weekly[day]) : day === 'sat' || day === 'sun' ? '' : '09:00–17:00',
      ]),
    ) as Record<Weekday, string>,
    days: Object.fromEntries(
      [
        ...Object.entries(hours?.overrides ?? {}).map(([date, open]) => [date, hoursText(open)] as const),
        ...(hours?.holidays ?? []).map((date) => [date, ''] as const),
      ].map(([date, text]) => [date, { hours: text, name: hours?.names?.[date] ?? '' }]),
    ),
  }
}

/** The opening hours that the form describes; null while something in it cannot be read. */
export function openingHoursOf({ timeZone, weekly, days }: CalendarValues): OpeningHours | null {
  const week = weekdays.map((day) => [day, hoursOf(weekly[day])] as const)
  const dates = Object.entries(days).map(([date, day]) => [date, hoursOf(day.hours)] as const)
  const names = Object.entries(days).flatMap(([date, { name }]) => (name.trim() ? [[date, name.trim()]] : []))
  if ([...week, ...dates].some(([, hours]) => hours === null)) return null
  return {
    timeZone,
    weekly: Object.fromEntries(week.filter(([, hours]) => hours!.length > 0)) as OpeningHours['weekly'],
    holidays: dates.filter(([, hours]) => hours!.length === 0).map(([date]) => date),
    overrides: Object.fromEntries(dates.filter(([, hours]) => hours!.length > 0)) as OpeningHours['overrides'],
    names: Object.fromEntries(names),
  }
}
