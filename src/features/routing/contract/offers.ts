import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Ok, Text } from '../../../platform/shapes.ts'

const byId = z.object({ id: Id })

export const offersContract = {
  acceptOffer: endpoint({
    method: 'POST',
    path: '/offers/:id/accept',
    summary: 'Takes a case that is offered to me.',
    params: byId,
    response: z.object({ caseId: Id }),
  }),
  declineOffer: endpoint({
    method: 'POST',
    path: '/offers/:id/decline',
    summary: 'Leaves a case that is offered to me to others; it keeps its place, and I am not asked again.',
    params: byId,
    body: z.strictObject({ reason: Text(500) }),
    response: Ok,
  }),
  takeNext: endpoint({
    method: 'POST',
    path: '/queues/:id/next',
    summary:
      'Gives me the next case of a queue that I work, by its order and by what I can do; `caseId` is null where there is none for me.',
    params: byId,
    /** `because`: why there is none for me, as many cases as there are for each reason. */
    response: z.object({
      caseId: Id.nullable(),
      because: z.array(z.object({ reason: z.string(), cases: z.int() })),
    }),
  }),
}
