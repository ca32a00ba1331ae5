import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Paging, page } from '../../../platform/shapes.ts'
import { Metric } from '../contract.ts'

const Count = z.object({
  /** Clocks that ended in time, and those that ended late. */
  met: z.int(),
  breached: z.int(),
})

const Row = Count.extend({
  policy: Named.nullable(),
  metric: Metric,
  /** The name of the milestone, where it is one. */
  milestone: z.string().nullable(),
  /** Clocks that have not ended, as they stand now, whatever the time asked for. */
  onTrack: z.int(),
  atRisk: z.int(),
  late: z.int(),
  paused: z.int(),
})
export type AttainmentRow = z.infer<typeof Row>

const Attainment = z.object({
  from: InstantOut,
  to: InstantOut,
  timeZone: z.string(),
  byClock: Count,
  /** Cases of which a clock ended: with all of these in time, and with at least one late. */
  byCase: Count,
  rows: z.array(Row),
  /** By the month in which clocks ended, such as 2026-11, in the time zone of the house. */
  months: z.array(Count.extend({ month: z.string(), policyId: Id.nullable() })),
})
export type Attainment = z.infer<typeof Attainment>

/** So many days up to now, or a month in the time zone of the house. */
const During = z.enum(['7_days', '30_days', '90_days', '365_days', 'this_month', 'last_month'])
export type During = z.infer<typeof During>

/** A number of the report. */
const Figure = z.enum(['met', 'breached', 'on_track', 'paused', 'at_risk', 'late'])
export type AttainmentFigure = z.infer<typeof Figure>

const Ended = z.object({
  id: Id,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  /** When it ended; null while it has not. */
  endedAt: InstantOut.nullable(),
  dueAt: InstantOut.nullable(),
  breachedAt: InstantOut.nullable(),
})

export const attainmentContract = {
  getAttainment: endpoint({
    method: 'GET',
    path: '/sla-attainment',
    summary:
      'How many clocks ended in time and late in a time, by policy, clock and month, and how those that run stand now. Counts cases that I may see; clocks that were cancelled count nowhere.',
    query: z.object({
      /** Either these two, or `during`. */
      from: Instant.optional(),
      to: Instant.optional(),
      during: During.optional(),
      policyId: Id.optional(),
    }),
    response: Attainment,
  }),
  listAttainmentClocks: endpoint({
    method: 'GET',
    path: '/sla-attainment/clocks',
    summary: 'The clocks that a number of the report counts, with their cases; those that ended last come first.',
    query: Paging.extend({
      from: Instant,
      to: Instant,
      figure: Figure,
      /** `none`: clocks that follow no policy any more. */
      policyId: z.union([Id, z.literal('none')]).optional(),
      metric: Metric.optional(),
      milestone: z.string().max(200).optional(),
    }),
    response: page(Ended),
  }),
}
