import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Named } from '../../../platform/shapes.ts'

const Successor = z.union([Id, z.literal('queue')])
export type Successor = z.infer<typeof Successor>
const Leaving = z.object({
  byTeam: z.array(
    z.object({
      team: Named,
      cases: z.int(),
      tasks: z.int(),
      /** Who gets it where nobody else is chosen; null: nobody can, so it waits in the queue. */
      dutyHolder: Named.nullable(),
    }),
  ),
  /** What waits for their word; whoever stands in for them, or the lead of their team, is asked at once. */
  approvals: z.array(z.object({ id: Id, title: z.string(), number: z.string(), subject: z.string() })),
  leads: z.array(z.object({ team: Named, next: Named.nullable() })),
  /** Who reports to them, and to whom they report then: the manager of who leaves. */
  reports: z.array(Named),
  manager: Named.nullable(),
})
export type Leaving = z.infer<typeof Leaving>

const byId = z.object({ id: Id })

export const leavingContract = {
  deactivatePerson: endpoint({
    method: 'POST',
    path: '/people/:id/deactivate',
    summary:
      'Ends access at once; open work goes to the duty holder of its team, or to whom `byTeam` and `handOverTo` name.',
    params: byId,
    body: z.strictObject({
      /** Where a team is not named below: a person, `queue` for its routing, or null for its duty holder. */
      handOverTo: Successor.nullable().default(null),
      byTeam: z
        .array(z.strictObject({ teamId: Id, to: Successor }))
        .max(500)
        .default([]),
    }),
    response: z.object({ movedCases: z.int(), movedTasks: z.int() }),
  }),
  leaving: endpoint({
    method: 'GET',
    path: '/people/:id/leaving',
    summary:
      'What somebody carries who is to leave: open cases and tasks by team with its duty holder, and teams they lead.',
    params: byId,
    response: Leaving,
  }),
}
