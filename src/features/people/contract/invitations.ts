import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Ok } from '../../../platform/shapes.ts'

/** The link with which a person sets their password, as long as nobody used it, and what became of its mail. */
export const OpenInvitation = z.object({
  at: InstantOut,
  until: InstantOut,
  mail: z.enum(['none', 'waiting', 'sent', 'failed']),
  problem: z.string().nullable(),
})
export type OpenInvitation = z.infer<typeof OpenInvitation>

const byId = z.object({ id: Id })

export const invitationContract = {
  inviteAgain: endpoint({
    method: 'POST',
    path: '/people/:id/invitation',
    shownOnce: true,
    summary:
      'A fresh one-time link with which the person sets a password, mailed where mail can leave; earlier links end.',
    params: byId,
    response: z.object({ invitation: z.string(), mailed: z.boolean() }),
  }),
  withdrawInvitation: endpoint({
    method: 'DELETE',
    path: '/people/:id/invitation',
    summary: 'Ends the open link of a person at once; a mail with it that has not left stays here.',
    params: byId,
    response: Ok,
  }),
}
