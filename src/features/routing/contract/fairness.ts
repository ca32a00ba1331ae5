import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Paging, page } from '../../../platform/shapes.ts'

/** A number of the report. `longest`: the longest waits first, on one page; all others the newest first. */
export const Figure = z.enum([
  'routed',
  'by_hand',
  'declined',
  'timed_out',
  'given',
  'at_once',
  'longest',
  'relaxed_skills',
  'relaxed_teams',
  'overdue',
])
export type Figure = z.infer<typeof Figure>

/** One act that a number of the report counts. */
export const Counted = z.object({
  id: Id,
  at: InstantOut,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  /** Who got it, declined it, or was told. */
  person: Named.nullable(),
  because: z.array(z.string()),
  /** How long it had waited for somebody, where that is counted. */
  waitedSeconds: z.number().nullable(),
})
export type Counted = z.infer<typeof Counted>

export const fairnessContract = {
  fairnessCases: endpoint({
    method: 'GET',
    path: '/routing/fairness/cases',
    summary:
      'What a number of the fairness report counts: each case with when, who and why, newest first; for a person or a queue.',
    query: Paging.extend({
      from: Instant,
      to: Instant,
      figure: Figure,
      personId: Id.optional(),
      queueId: Id.optional(),
    }),
    response: page(Counted),
  }),
  fairness: endpoint({
    method: 'GET',
    path: '/routing/fairness',
    summary:
      'How work was given out in a time: each person’s share of it against their share of the capacity, and how long cases waited in each queue. Counts cases that I may see.',
    query: z.object({ from: Instant, to: Instant, teamId: Id.optional() }),
    response: z.object({
      from: InstantOut,
      to: InstantOut,
      people: z.array(
        z.object({
          person: Named,
          capacity: z.int(),
          /** Open weight now. */
          load: z.int(),
          /** Given by routing in that time, and taken or given by hand. */
          routed: z.int(),
          byHand: z.int(),
          /** Of the weight of all that these people got in that time; null where nobody got anything. */
          share: z.number().nullable(),
          /** Of the time, the part in which they were in the house and not on leave, from 0 to 1. */
          present: z.number(),
          /** Of the capacity of these people while they were there; null where nobody has any. */
          capacityShare: z.number().nullable(),
          declined: z.int(),
          timedOut: z.int(),
        }),
      ),
      queues: z.array(
        z.object({
          queue: Named,
          /** Cases that routing gave to somebody from it in that time, and how long they had waited. */
          given: z.int(),
          atOnce: z.int(),
          medianSeconds: z.number().nullable(),
          p90Seconds: z.number().nullable(),
          longestSeconds: z.number().nullable(),
          /** Given after optional skills were given up, or after a further team was asked. */
          relaxedSkills: z.int(),
          relaxedTeams: z.int(),
          declined: z.int(),
          timedOut: z.int(),
          /** How often the duty holder was told. */
          overdue: z.int(),
        }),
      ),
    }),
  }),
}
