import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named } from '../../../platform/shapes.ts'

export const fairnessContract = {
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
          /** Of the capacity of these people; null where nobody has any. */
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
