import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named } from '../../platform/shapes.ts'

/** One person looked at by a routing decision, with why not, or with the score. */
export const Candidate = z.object({
  person: Named,
  eligible: z.boolean(),
  /** In words: "on leave until 30 Nov", "18 of 20, no room". Empty when eligible. */
  excluded: z.array(z.string()),
  load: z.int(),
  capacity: z.int(),
  spare: z.int(),
  skillFit: z.int(),
  lastAssignedAt: InstantOut.nullable(),
})
export const RoutingDecision = z.object({
  id: Id,
  at: InstantOut,
  cause: z.string(),
  queue: Named.nullable(),
  winner: Named.nullable(),
  /** Sentences, most decisive first. */
  because: z.array(z.string()),
  considered: z.array(Candidate),
})
export type RoutingDecision = z.infer<typeof RoutingDecision>

export const routingContract = {
  getRouting: endpoint({
    method: 'GET',
    path: '/cases/:id/routing',
    summary: 'Every routing decision of a case, newest first: the winner, why, and everyone considered.',
    params: z.object({ id: z.string().max(60) }),
    response: z.object({ items: z.array(RoutingDecision) }),
  }),
}
