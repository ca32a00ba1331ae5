import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'

export const briefsContract = {
  getBrief: endpoint({
    method: 'GET',
    path: '/cases/:id/brief',
    summary:
      'What somebody who takes the case over needs to know, drawn from what stands on it: the wish, the stage, what is open, the last word each way.',
    params: z.object({ id: z.string().max(60) }),
    response: z.object({ text: z.string() }),
  }),
}
