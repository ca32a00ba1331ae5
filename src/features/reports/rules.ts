import { Temporal } from 'temporal-polyfill'

/** A day of the organisation: it begins at `from` and ends before `to`. */
export interface Day {
  day: string
  from: Date
  to: Date
}

/** The calendar day in `timeZone` that an instant falls in, with its true length: 23 or 25 hours where clocks change. */
export function dayOf(instant: Date, timeZone: string): Day {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)
  return dayFrom(zoned.toPlainDate(), timeZone)
}

/** The day `days` later, or earlier where negative. */
export function dayBeside(day: Day, days: number, timeZone: string): Day {
  return dayFrom(Temporal.PlainDate.from(day.day).add({ days }), timeZone)
}

/** The whole days that a snapshot is still owed for: after `last` up to the one before `today`, at most `most` of them. */
export function missedDays(last: string | null, today: Day, timeZone: string, most: number): Day[] {
  const yesterday = dayBeside(today, -1, timeZone)
  const days: Day[] = []
  for (
    let day = yesterday;
    days.length < most && (last === null || day.day > last);
    day = dayBeside(day, -1, timeZone)
  ) {
    days.unshift(day)
    if (last === null) break
  }
  return days
}

function dayFrom(date: Temporal.PlainDate, timeZone: string): Day {
  const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds)
  return { day: date.toString(), from: at(date), to: at(date.add({ days: 1 })) }
}

export const ages = ['0-1', '1-3', '3-7', '7-14', '14-30', '30+'] as const
export type Age = (typeof ages)[number]

/** Where each age begins, in days since creation; a case of exactly three days is in `3-7`. */
export const ageBeginsAtDays: Record<Age, number> = { '0-1': 0, '1-3': 1, '3-7': 3, '7-14': 7, '14-30': 14, '30+': 30 }

/** The age of an open case; one that was created in the future by a clock set wrong counts as new. */
export function ageOf(createdAt: Date, now: Date): Age {
  const days = (now.getTime() - createdAt.getTime()) / 86_400_000
  return ages.findLast((age) => days >= ageBeginsAtDays[age]) ?? '0-1'
}

/** What came in and went out between two instants. */
export interface Flow {
  opened: number
  reopened: number
  resolved: number
}

/** The backlog before these flows, read back from the backlog after them: before + in − out = after. */
export const backlogBefore = (after: number, flows: readonly Flow[]): number =>
  flows.reduce((open, flow) => open - flow.opened - flow.reopened + flow.resolved, after)
