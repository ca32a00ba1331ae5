import type { CalendarBook, ClockChange } from './clock.ts'
import type { CaseTime } from './history.ts'
import { noticePast, type Work } from './ledger.ts'
import { wakeAt } from './steps.ts'

/** What passing time does: clocks notice what they have passed by `at`, and whatever has nothing to notice stays the same object. */
export function passTime(
  before: CaseTime,
  at: number,
  calendars: CalendarBook,
): { time: CaseTime; changes: ClockChange[] } {
  const clocks = before.clocks.map((clock) =>
    (wakeAt(clock) ?? Number.POSITIVE_INFINITY) <= at
      ? { ...clock, steps: clock.steps.map((step) => ({ ...step })), log: [...clock.log] }
      : clock,
  )
  const work: Work = { time: { ...before, clocks }, at, calendars, changes: [] }
  for (const clock of clocks) noticePast(work, clock, at)
  return { time: work.time, changes: work.changes }
}
