import type { Clock } from '../rules/clock.ts'
import type { Timekeeping } from '../rules/timeline.ts'

/** The clocks of a case as this transaction has them. */
export interface Kept {
  caseId: string
  /** Opened by this transaction. */
  isNew: boolean
  keeping: Timekeeping | null
  /** What the database holds, by clock. */
  saved: { keeping: Timekeeping | null; clocks: Map<string, Clock> }
  ids: Map<string, string>
}
