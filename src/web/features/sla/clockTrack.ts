import type { TrackDay as ClockDay } from '../../../features/sla/contract/track.ts'
import type { Explanation } from '../../../features/sla/contract.ts'
import type { TrackDay, TrackKind } from '../../ui/DayTrack.tsx'
import { clockTime } from '../../ui/time.ts'

const minuteMs = 60_000
const mostDays = 7

/** The days of a clock as a drawn track: now and due are flagged, holidays named, what lies far from both is folded. */
export function clockTrack(told: Pick<Explanation, 'track' | 'dueAt' | 'state'>, now: Date, zone?: string): TrackDay[] {
  const due = told.dueAt ? new Date(told.dueAt) : null
  const live = told.state === 'running' || told.state === 'paused'
  const days = told.track.map((day) => drawn(day, due, live ? now : null, zone))
  if (days.length <= mostDays) return days
  const marks = days.flatMap((day, at) => (day.flags?.length ? [at] : []))
  const wanted = new Set([0, days.length - 1, ...marks])
  for (let reach = 1; wanted.size < mostDays && reach < days.length; reach++) {
    for (const at of marks.flatMap((mark) => [mark - reach, mark + reach])) {
      if (at >= 0 && at < days.length && wanted.size < mostDays) wanted.add(at)
    }
  }
  return folded(days, wanted)
}

function drawn(day: ClockDay, due: Date | null, now: Date | null, zone: string | undefined): TrackDay {
  const name = dayName(day.date)
  if (day.parts.length === 0) return { name, parts: [], closed: day.name ?? 'holiday' }
  const flags: NonNullable<TrackDay['flags']> = []
  let minutes = 0
  const parts = day.parts.map(({ kind, from, to }) => {
    const [begins, ends] = [Date.parse(from), Date.parse(to)]
    const at = (instant: Date) => minutes + (instant.getTime() - begins) / minuteMs
    if (now && begins <= now.getTime() && now.getTime() < ends) flags.push({ at: at(now), text: 'now' })
    if (due && begins < due.getTime() && due.getTime() <= ends)
      flags.push({ at: at(due), text: clockTime(due, zone), due: true })
    const length = (ends - begins) / minuteMs
    minutes += length
    return { kind, minutes: length }
  })
  return { name, parts, flags }
}

/** Days nobody looks at closely stand together as one block. */
function folded(days: TrackDay[], wanted: Set<number>): TrackDay[] {
  const shown: TrackDay[] = []
  let run: TrackDay[] = []
  const fold = () => {
    if (run.length === 1) shown.push(run[0]!)
    if (run.length > 1) shown.push({ name: `${run.length} days`, parts: sumOf(run), folded: true })
    run = []
  }
  for (const [at, day] of days.entries()) {
    if (!wanted.has(at)) {
      run.push(day)
      continue
    }
    fold()
    shown.push(day)
  }
  fold()
  return shown
}

function sumOf(days: TrackDay[]): TrackDay['parts'] {
  const sums = new Map<TrackKind, number>()
  for (const { kind, minutes } of days.flatMap(({ parts }) => parts)) sums.set(kind, (sums.get(kind) ?? 0) + minutes)
  return [...sums].map(([kind, minutes]) => ({ kind, minutes }))
}

const dayName = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', timeZone: 'UTC' })
    .format(new Date(date))
    .replace(',', '')
