import type { OpeningHours } from '../../calendars/contract.ts'
import { previewDays } from '../../calendars/rules.ts'
import type { TrackDay } from '../contract/track.ts'
import { type CalendarBook, type Clock, hoursOf } from './clock.ts'

/** A clock that is drawn over more days than this says no more than its dates do. */
const mostDays = 120
const dayMs = 86_400_000

type Part = TrackDay['parts'][number]
interface Span {
  from: number
  to: number
}

/**
 * The open hours of a clock from its start to its due instant, or to now where it is past that, as local days: each hour
 * is before the start, ran, was paused, is left, ran over, or lies after the end. Closed days are left out, holidays named.
 */
export function trackOf(clock: Clock, calendars: CalendarBook, timeZone: string, now: number): TrackDay[] {
  const until = Math.max(clock.startedAt, clock.dueAt ?? 0, clock.endedAt ?? Math.min(now, clock.dueAt ?? now))
  const last = clock.endedAt === null && clock.dueAt !== null && clock.dueAt < now ? now : until
  const days = new Map<string, TrackDay>()
  clock.stretches.forEach((stretch, i) => {
    const hours = { ...hoursOf(stretch, calendars), ...(stretch.calendar === null && { timeZone }) }
    const from = Math.max(stretch.from, clock.startedAt)
    const to = Math.min(clock.stretches[i + 1]?.from ?? last, last)
    for (const day of daysBetween(hours, from, to)) {
      const known = days.get(day.date)
      const open = day.open.map((each) => ({ from: Date.parse(each.from), to: Date.parse(each.to) }))
      // A day on which the calendar changed is counted by the one before until then, by the new one after.
      const clipped = known ? open.map((each) => ({ ...each, from: Math.max(each.from, from) })) : open
      const parts = clipped.filter((each) => each.to > each.from).flatMap((each) => partsOf(clock, each, now))
      if (parts.length === 0 && day.closedBecause !== 'holiday') continue
      const before = known?.parts.filter((part) => Date.parse(part.from) < from) ?? []
      days.set(day.date, {
        date: day.date,
        closedBy: day.closedBecause === 'holiday' ? 'holiday' : null,
        name: day.name,
        parts: [...before, ...parts],
      })
    }
  })
  return [...days.values()]
}

function daysBetween(hours: OpeningHours, from: number, to: number) {
  const first = dateIn(hours.timeZone, from)
  const count = Math.round((Date.parse(dateIn(hours.timeZone, to)) - Date.parse(first)) / dayMs) + 1
  return previewDays(hours, first, Math.max(1, Math.min(count, mostDays)))
}

/** One open interval, cut wherever the clock changed how it counts. */
function partsOf(clock: Clock, open: Span, now: number): Part[] {
  const end = clock.endedAt ?? Number.POSITIVE_INFINITY
  const cuts = [
    clock.startedAt,
    now,
    clock.dueAt ?? now,
    end,
    ...clock.pauses.flatMap(({ from, to }) => [from, to ?? now]),
  ]
  const inside = cuts.filter((at) => at > open.from && at < open.to)
  const edges = [...new Set([open.from, ...inside, open.to])].sort((a, b) => a - b)
  const parts: Part[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i]!, edges[i + 1]!]
    const kind = kindOf(clock, from, now)
    const previous = parts.at(-1)
    if (previous?.kind === kind) previous.to = new Date(to).toISOString()
    else parts.push({ kind, from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  }
  return parts
}

function kindOf(clock: Clock, at: number, now: number): Part['kind'] {
  if (at < clock.startedAt) return 'before'
  const until = Math.min(clock.endedAt ?? now, now)
  if (at < until) {
    if (clock.pauses.some(({ from, to }) => from <= at && at < (to ?? Number.POSITIVE_INFINITY))) return 'pause'
    return clock.dueAt !== null && at >= clock.dueAt ? 'over' : 'run'
  }
  return clock.endedAt === null && clock.dueAt !== null && at < clock.dueAt ? 'left' : 'after'
}

const formats = new Map<string, Intl.DateTimeFormat>()

function dateIn(timeZone: string, at: number): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  return format.format(at)
}
