import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut } from '../../platform/shapes.ts'

export const Violation = z.object({
  count: z.int(),
  cases: z.array(z.object({ id: Id, number: z.string(), since: InstantOut })),
})
export const Governance = z.object({
  checkedAt: InstantOut,
  violations: z.object({
    ownerless: Violation,
    stageless: Violation,
    noNextStep: Violation,
    absentOwner: Violation,
    silent: Violation,
  }),
  /** The last replay of a sample of timelines; null before the first. Clocks never differ from their timeline. */
  clocks: z.object({ checkedAt: InstantOut, replayed: z.int(), differing: Violation }).nullable(),
})
export type Governance = z.infer<typeof Governance>

export const governanceContract = {
  getGovernance: endpoint({
    method: 'GET',
    path: '/governance',
    summary: 'The standing proof that no case is dropped: violations of the four answers, with the cases behind each.',
    response: Governance,
  }),
}
