import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Ok, Version } from '../../../platform/shapes.ts'
import { CaseRef } from './case-row.ts'

export const undoAssignContract = {
  undoAssign: endpoint({
    method: 'POST',
    path: '/cases/:id/assign/undo',
    summary:
      'Takes back that I gave the case to somebody or into a queue, while nothing was changed since: it lies where it lay, for the reason of then.',
    params: CaseRef,
    body: z.strictObject({ version: Version }),
    response: Ok,
  }),
}
