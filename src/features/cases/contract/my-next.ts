import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Version } from '../../../platform/shapes.ts'
import { CaseRow } from './case-row.ts'

/** One thing to do now, in the order in which to do it. */
export const WorkItem = z.object({
  id: z.string(),
  kind: z.enum(['case', 'task', 'approval']),
  group: z.enum(['overdue', 'at_risk', 'today', 'later', 'waiting']),
  /** Why it stands here, in words. */
  reason: z.string(),
  dueAt: InstantOut.nullable(),
  usedShare: z.number().nullable(),
  task: z.object({ id: Id, title: z.string(), version: Version }).nullable(),
  approval: z
    .object({
      id: Id,
      title: z.string(),
      requestedBy: z.string().nullable(),
      /** Whom one stands in for. */
      for: z.string().nullable(),
    })
    .nullable(),
  case: CaseRow,
})
export type WorkItem = z.infer<typeof WorkItem>

export const myNextContract = {
  myNext: endpoint({
    method: 'GET',
    path: '/my-next',
    summary: 'What I should do now, in order, each with its reason.',
    response: z.object({ items: z.array(WorkItem) }),
  }),
}
