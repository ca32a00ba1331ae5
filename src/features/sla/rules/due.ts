import { type CalendarBook, type Clock, elapsedSeconds, reach } from './clock.ts'
import { planSteps } from './steps.ts'

const AT_RISK_SHARE = 0.75

/** Sets due, at-risk and step instants anew, from the whole history of the clock, as the consequence of a change at `at`. */
export function setDue(clock: Clock, at: number, calendars: CalendarBook): void {
  const pinned = clock.pinnedDueAt
  const reached = pinned === null ? reach(clock, clock.targetSeconds, calendars) : { due: pinned }
  clock.dueAt = reached.due
  clock.noDueBecause = reached.due === null ? reached.reason : null
  const whole = pinned === null ? clock.targetSeconds : elapsedSeconds(clock, pinned, calendars)
  const atRisk = reach(clock, whole * AT_RISK_SHARE, calendars).due
  clock.atRiskAt = pinned === null || atRisk === null ? atRisk : Math.min(atRisk, pinned)
  clock.dueSetAt = at
  clock.elapsedSeconds = elapsedSeconds(clock, at, calendars)
  clock.elapsedAt = at
  planSteps(clock, at, calendars)
}
