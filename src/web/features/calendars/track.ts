import type { PreviewDay } from '../../../features/calendars/contract.ts'
import type { TrackDay } from '../../ui/DayTrack.tsx'
import { clockTime } from '../../ui/time.ts'

const minuteMs = 60_000
const mostDays = 6

/** The open days between two instants as a track: what is before, what is left until due, what comes after. */
export function trackOf(days: PreviewDay[], start: Date, due: Date, zone: string): TrackDay[] {
  const from = start.getTime()
  const until = due.getTime()
  const track: TrackDay[] = []
  for (const day of days) {
    const stretches = day.open.map((each) => ({ opens: Date.parse(each.from), closes: Date.parse(each.to) }))
    const last = stretches.at(-1)
    if (!last || last.closes <= from || stretches[0]!.opens >= until) continue
    const sum = (low: number, high: number) =>
      stretches.reduce(
        (minutes, { opens, closes }) =>
          minutes + Math.max(0, (Math.min(closes, high) - Math.max(opens, low)) / minuteMs),
        0,
      )
    const before = sum(Number.NEGATIVE_INFINITY, from)
    const left = sum(from, until)
    const after = sum(until, Number.POSITIVE_INFINITY)
    const flags: NonNullable<TrackDay['flags']> = []
    if (track.length === 0) flags.push({ at: before, text: from < stretches[0]!.opens ? 'opens' : 'now' })
    if (last.closes >= until) flags.push({ at: before + left, text: clockTime(due, zone), due: true })
    const parts = [
      { kind: 'before' as const, minutes: before },
      { kind: 'left' as const, minutes: left },
      { kind: 'after' as const, minutes: after },
    ]
    track.push({ name: dayName(day.date), parts: parts.filter((part) => part.minutes > 0), flags })
  }
  return track.length <= mostDays ? track : [...track.slice(0, mostDays - 1), track.at(-1)!]
}

export const dayName = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(new Date(date))
    .replace(',', '')
