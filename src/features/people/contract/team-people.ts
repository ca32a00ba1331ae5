import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut } from '../../../platform/shapes.ts'
import { Person } from './person.ts'

export const TeamPerson = Person.extend({
  /** Capacity less load; below zero where somebody carries more than they should. */
  spare: z.int(),
  /** Why they count as not here, and until when where that is known; null for who is here, whatever their status. */
  absence: z
    .object({
      because: z.enum(['on_leave', 'off_too_long', 'outside_hours', 'deactivated']),
      until: InstantOut.nullable(),
    })
    .nullable(),
})
export type TeamPerson = z.infer<typeof TeamPerson>

export const teamPeopleContract = {
  teamPeople: endpoint({
    method: 'GET',
    path: '/teams/:id/people',
    summary: 'Everybody of a team with status and since when, load, capacity, skills and absence, in one go.',
    params: z.object({ id: Id }),
    response: z.object({ items: z.array(TeamPerson) }),
  }),
}
