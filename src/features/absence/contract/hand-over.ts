import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Text, Version } from '../../../platform/shapes.ts'

export const Goes = z.enum(['deputy', 'queue', 'stay'])
export type Goes = z.infer<typeof Goes>

/**
 * What becomes of somebody's work while they are away: `all` of it is handed over; `what_moves` hands over what falls due
 * meanwhile; with `watch` everything stays theirs, and the deputy keeps an eye on it.
 */
export const HandOverRule = z.enum(['all', 'what_moves', 'watch'])
export type HandOverRule = z.infer<typeof HandOverRule>

/** What somebody says about one case, or one task, of theirs. A null takes a choice back: the rule decides again. */
export const WorkChoice = z.strictObject({
  caseId: Id,
  taskId: Id.nullable().default(null),
  goes: Goes.nullable().optional(),
  /** What is put on the case when it is handed over; null: the one that is drawn from the case then. */
  brief: Text(8000).nullable().optional(),
})
export type WorkChoice = z.infer<typeof WorkChoice>

/** One case or task of somebody on leave: what is to become of it and why, and what became of it. */
export const LeaveWork = z.object({
  case: z.object({ id: Id, number: z.string(), subject: z.string(), account: z.string().nullable() }),
  task: z.object({ id: Id, title: z.string() }).nullable(),
  /** What falls due first, and what it is. */
  dueAt: InstantOut.nullable(),
  dueWhat: z.string().nullable(),
  goes: Goes,
  because: z.string(),
  chosen: Goes.nullable(),
  brief: z.string().nullable(),
  /** Whether somebody wrote or accepted the brief; otherwise it is drawn anew when the case moves. */
  briefIsOwn: z.boolean(),
  movedAt: InstantOut.nullable(),
  movedTo: Named.nullable(),
  problem: z.string().nullable(),
  returnedAt: InstantOut.nullable(),
  keptBecause: z.string().nullable(),
  meanwhile: z.string().nullable(),
})
export type LeaveWork = z.infer<typeof LeaveWork>

const byId = z.object({ id: Id })

export const handOverContract = {
  previewHandOver: endpoint({
    method: 'POST',
    path: '/leaves/preview',
    summary: 'What a leave that is not planned yet would do with each open case and task, with a brief for each case.',
    body: z.strictObject({
      personId: Id,
      from: Instant,
      until: Instant,
      rule: HandOverRule,
      deputyId: Id.nullable().default(null),
    }),
    response: z.object({ items: z.array(LeaveWork) }),
  }),
  getLeaveWork: endpoint({
    method: 'GET',
    path: '/leaves/:id/work',
    summary: 'What a leave does with each case and task, what became of it, and what came back.',
    params: byId,
    response: z.object({ items: z.array(LeaveWork) }),
  }),
  chooseLeaveWork: endpoint({
    method: 'PUT',
    path: '/leaves/:id/work',
    summary:
      'Says for cases and tasks of a leave that has not begun what is to become of them, and writes their briefs.',
    params: byId,
    body: z.strictObject({ version: Version, items: z.array(WorkChoice).max(2000) }),
    response: z.object({ items: z.array(LeaveWork) }),
  }),
}
