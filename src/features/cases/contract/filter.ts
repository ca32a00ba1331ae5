import { z } from 'zod'
import { PlainDate } from '../../../platform/shapes.ts'

const many = z.string().max(400)
const Day = z.union([z.literal('today'), PlainDate])
/** Each takes one value or several with commas; `me` and `none` stand for oneself and nobody. */
export const CaseFilter = z.strictObject({
  status: many.optional(),
  owner: many.optional(),
  team: many.optional(),
  queue: many.optional(),
  type: many.optional(),
  priority: many.optional(),
  account: many.optional(),
  contact: many.optional(),
  product: many.optional(),
  asset: many.optional(),
  stage: many.optional(),
  tag: many.optional(),
  /**
   * By what is due first, a clock, the next step, a task or a promise: `overdue`, `at_risk`, `on_track`, `waiting` (no clock
   * runs), `today` on the calendar of the organisation, or within a span such as `2h` or `3d`. `breached`: a clock is past
   * its limit, or was.
   */
  due: z
    .string()
    .regex(/^(overdue|at_risk|on_track|waiting|breached|today|\d{1,4}[mhd])$/)
    .optional(),
  /**
   * How pressing an open case is; each stands in exactly one: `breached` (a clock is past its limit, or was), `late` (its
   * next step, a task or a promise is past its date), `at_risk`, `today`, `later`, `none` (no clock runs).
   */
  risk: z
    .string()
    .regex(/^(breached|late|at_risk|today|later|none)(,(breached|late|at_risk|today|later|none))*$/)
    .optional(),
  /** With a next step whose date has passed. */
  step: z.enum(['late']).optional(),
  /** Open longer than and up to so many days: `3-7` or `30+`. */
  age: z
    .string()
    .regex(/^(\d{1,4}-\d{1,4}|\d{1,4}\+)$/)
    .optional(),
  /** Opened, or resolved, on this day of the organisation's calendar; `today` is the present one. */
  opened: Day.optional(),
  resolved: Day.optional(),
  /**
   * Came in that day: opened or reopened. Went out: resolved then, whatever happened on later days. What did both counts in
   * both, unless it ended the day as it had begun it on one side only: resolved, reopened and resolved again went out.
   */
  came: Day.optional(),
  went: Day.optional(),
  /** With incidents, an incident itself, a child, or with children that are still open. */
  family: z
    .string()
    .regex(/^(problem|incident|child|open_children)(,(problem|incident|child|open_children))*$/)
    .optional(),
  /** The incidents of this problem, by its id or number. */
  problem: z.string().max(60).optional(),
  /** Escalated at all, to one of these levels, or not at all. */
  escalated: z
    .string()
    .regex(/^(any|none|[1-9](,[1-9])*)$/)
    .optional(),
  /** With a clock that ended within the last seven days: all, or those that ended late. */
  clocks: z.enum(['finished', 'late']).optional(),
  q: z.string().trim().max(200).optional(),
  sort: z
    .enum(['due', 'updated', 'created', 'priority', '-updated', '-created', '-due', 'number', '-number'])
    .default('-updated'),
})
export type CaseFilter = z.infer<typeof CaseFilter>
