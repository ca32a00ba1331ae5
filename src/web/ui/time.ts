/**
 * Words for instants and lengths of time. Pure: what time it is comes in. The whole workspace tells time by the reader's own
 * zone, that of the browser; whoever passes another one (a calendar's, a contract's) names it with `zoneLabel`.
 */
const minute = 60_000
const day = 1440

export type Risk = 'overdue' | 'risk' | 'ok' | 'waiting'

/** Minutes from now until an instant; negative once it has passed. */
export const minutesUntil = (at: Date, now: Date): number => {
  const minutes = (at.getTime() - now.getTime()) / minute
  return minutes < 0 ? Math.floor(minutes) : Math.ceil(minutes)
}

/** What a date means by now: past is overdue, and within the hour it presses, however much of its time is left. */
export function toneAt(at: Date, now: Date, otherwise: Risk): Risk {
  const minutes = minutesUntil(at, now)
  if (minutes < 0) return 'overdue'
  return minutes <= 60 && otherwise !== 'overdue' ? 'risk' : otherwise
}

/** 130 min ahead → “2 h 10 m”, two days ahead → “Sat 15:50”, 38 min ago → “38 m over”. */
export function countdown(at: Date, now: Date, zone?: string): string {
  const minutes = minutesUntil(at, now)
  const left = Math.abs(minutes)
  const over = minutes < 0 ? ' over' : ''
  if (left < 720) return `${duration(left)}${over}`
  if (minutes < 0) return left < 2 * day ? `${Math.round(left / 60)} h over` : `${Math.round(left / day)} d over`
  if (daysBetween(at, now, zone) === 0) return `today ${clockTime(at, zone)}`
  return left < 5 * day ? `${weekday(at, zone)} ${clockTime(at, zone)}` : dayMonth(at, now, zone)
}

/** 470 → “7 h 50 m”. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} m`
  const rest = whole % 60
  return `${Math.floor(whole / 60)} h${rest ? ` ${String(rest).padStart(2, '0')} m` : ''}`
}

/**
 * An instant as short as it can be told today: “11:20”, ahead “Wed 14:05” or “12 May”, in the past “yesterday 14:05”,
 * “last Wed 14:05” or “12 May”: a day of the week alone always lies ahead.
 */
export function when(at: Date, now: Date, zone?: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return clockTime(at, zone)
  if (days === 1) return `yesterday ${clockTime(at, zone)}`
  if (days > 1 && days < 7) return `last ${weekday(at, zone)} ${clockTime(at, zone)}`
  if (days < 0 && days > -7) return `${weekday(at, zone)} ${clockTime(at, zone)}`
  return dayMonth(at, now, zone)
}

/** How long ago: “just now”, “24 m ago”, “2 h ago”, “yesterday”, “3 d ago”, then the date. */
export function ago(at: Date, now: Date, zone?: string): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / minute)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} m ago`
  const days = daysBetween(at, now, zone)
  if (minutes < 720 || days === 0) return `${Math.floor(minutes / 60)} h ago`
  if (days === 1) return 'yesterday'
  return days < 30 ? `${days} d ago` : dayMonth(at, now, zone)
}

/** “today 16:00”, “tomorrow 09:00”, “Fri 09:00”, “last Fri 09:00”, “12 May”. */
export function dayAndTime(at: Date, now: Date, zone?: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0) return `today ${clockTime(at, zone)}`
  if (days === -1) return `tomorrow ${clockTime(at, zone)}`
  return when(at, now, zone)
}

/** By when something is promised: “today 16:00”, “tomorrow 09:00”, “Fri 27 Nov, 17:00”. */
export function byWhen(at: Date, now: Date, zone?: string): string {
  const days = daysBetween(at, now, zone)
  if (days === 0 || days === -1) return dayAndTime(at, now, zone)
  return `${weekday(at, zone)} ${dayMonth(at, now, zone)}, ${clockTime(at, zone)}`
}

/** The whole instant with its zone, for the tooltip: “Thu 19 Nov 2026, 13:50 CET”. */
export function exact(at: Date, zone?: string): string {
  const date = part(at, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '')
  return `${date}, ${part(at, zone, { hour: '2-digit', minute: '2-digit', hour12: false, timeZoneName: 'short' })}`
}

export const clockTime = (at: Date, zone?: string): string =>
  part(at, zone, { hour: '2-digit', minute: '2-digit', hour12: false })

/** “12 May”, with the year when it is not this one. */
export function dayMonth(at: Date, now: Date, zone?: string): string {
  const sameYear = part(at, zone, { year: 'numeric' }) === part(now, zone, { year: 'numeric' })
  return part(at, zone, { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) })
}

/** The name of a zone at an instant, such as “CET”; null where clocks there show what the reader's own show. */
export function zoneLabel(at: Date, zone: string | undefined, own?: string): string | null {
  const offset = (where: string | undefined) => part(at, where, { timeZoneName: 'longOffset' }).split(', ').at(-1)
  return zone === undefined || offset(zone) === offset(own) ? null : zoneName(at, zone)
}

/** “CET”; of the reader's own zone where none is named. */
export const zoneName = (at: Date, zone?: string): string =>
  part(at, zone, { timeZoneName: 'short' }).split(', ').at(-1) ?? ''

const weekday = (at: Date, zone?: string): string => part(at, zone, { weekday: 'short' })

/** Midnights passed from `at` to `now` on the calendar of the zone. */
function daysBetween(at: Date, now: Date, zone?: string): number {
  return dayNumber(now, zone) - dayNumber(at, zone)
}

function dayNumber(at: Date, zone?: string): number {
  const [d, m, y] = part(at, zone, { day: '2-digit', month: '2-digit', year: 'numeric' }).split('/').map(Number)
  return Math.round(Date.UTC(y!, m! - 1, d!) / 86_400_000)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function part(at: Date, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone ?? ''}${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, ...(zone && { timeZone: zone }) })
  formats.set(key, format)
  return format.format(at)
}
