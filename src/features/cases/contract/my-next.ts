import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Version } from '../../../platform/shapes.ts'
import { CaseRow } from './case-row.ts'

const Group = z.enum(['overdue', 'at_risk', 'today', 'later', 'waiting'])

/** One of the things for which a case stands in somebody's list: the case itself, a task of it, an approval. */
export const Matter = z.object({
  id: z.string(),
  kind: z.enum(['case', 'task', 'approval', 'offer']),
  group: Group,
  /** Why it is there, in words. */
  reason: z.string(),
  dueAt: InstantOut.nullable(),
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
  /** The case is offered to me until then; it goes to the next one if I do not take it. */
  offer: z.object({ id: Id, queue: z.string(), expiresAt: InstantOut }).nullable(),
})
export type Matter = z.infer<typeof Matter>

/** A case to turn to now, in the order in which to do it; it stands once, whatever there is to do on it. */
export const WorkItem = z.object({
  id: Id,
  /** Of the matter that presses most, as is `dueAt`. */
  group: Group,
  dueAt: InstantOut.nullable(),
  usedShare: z.number().nullable(),
  /** All of them, what presses most first. */
  matters: z.array(Matter),
  case: CaseRow,
})
export type WorkItem = z.infer<typeof WorkItem>

export const myNextContract = {
  myNext: endpoint({
    method: 'GET',
    path: '/my-next',
    summary: 'What I should do now, in order: each case once, with all its reasons.',
    response: z.object({ items: z.array(WorkItem) }),
  }),
}
