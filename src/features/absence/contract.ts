import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Text, Version } from '../../platform/shapes.ts'
import { HandOverRule, handOverContract, WorkChoice } from './contract/hand-over.ts'
import { workingHoursContract } from './contract/working-hours.ts'

export const LeaveKind = z.enum(['vacation', 'illness', 'parental', 'training', 'other'])
export type LeaveKind = z.infer<typeof LeaveKind>

export const Leave = z.object({
  id: Id,
  person: Named,
  from: InstantOut,
  until: InstantOut,
  /** Null for colleagues whom the reason does not concern. */
  kind: LeaveKind.nullable(),
  note: z.string().nullable(),
  rule: HandOverRule,
  deputy: Named.nullable(),
  state: z.enum(['planned', 'away', 'ended', 'cancelled']),
  endedAt: InstantOut.nullable(),
  /** When the last case was handed over, and when the last one was given back. */
  handedOverAt: InstantOut.nullable(),
  givenBackAt: InstantOut.nullable(),
  /** Whether the reader may change it: the person, the leads of their teams, administrators. */
  mayChange: z.boolean(),
  version: Version,
})
export type Leave = z.infer<typeof Leave>

/** What somebody enters of a leave. `from` in the past or now begins it at once. */
export const LeaveWish = z.strictObject({
  personId: Id,
  from: Instant,
  until: Instant,
  kind: LeaveKind.default('vacation'),
  note: Text(500).nullable().default(null),
  rule: HandOverRule.default('what_moves'),
  deputyId: Id.nullable().default(null),
  /** What is chosen for single cases and tasks; the rule decides over the rest. */
  work: z.array(WorkChoice).max(2000).default([]),
})
export type LeaveWish = z.infer<typeof LeaveWish>

const byId = z.object({ id: Id })

export const absenceContract = {
  listLeaves: endpoint({
    method: 'GET',
    path: '/leaves',
    summary: 'Who is away when: the leaves that touch a span of time, of one person or of everybody.',
    query: z.strictObject({ from: Instant, until: Instant, personId: Id.optional() }),
    response: z.object({ items: z.array(Leave) }),
  }),
  getLeave: endpoint({ method: 'GET', path: '/leaves/:id', summary: 'One leave.', params: byId, response: Leave }),
  planLeave: endpoint({
    method: 'POST',
    path: '/leaves',
    summary: 'Plans a leave, one’s own or that of somebody in a team one leads; overlapping ones are refused.',
    body: LeaveWish,
    response: Leave,
  }),
  changeLeave: endpoint({
    method: 'PATCH',
    path: '/leaves/:id',
    summary: 'Changes a leave that is not over: its reason, and its end; its beginning and rule until it has begun.',
    params: byId,
    body: z.strictObject({
      version: Version,
      from: Instant.optional(),
      until: Instant.optional(),
      kind: LeaveKind.optional(),
      note: Text(500).nullable().optional(),
      rule: HandOverRule.optional(),
      deputyId: Id.nullable().optional(),
    }),
    response: Leave,
  }),
  cancelLeave: endpoint({
    method: 'POST',
    path: '/leaves/:id/cancel',
    summary: 'Cancels a leave that has not begun.',
    params: byId,
    response: Leave,
  }),
  beginLeave: endpoint({
    method: 'POST',
    path: '/leaves/:id/begin',
    summary: 'Begins a planned leave now instead of at its instant.',
    params: byId,
    response: Leave,
  }),
  endLeave: endpoint({
    method: 'POST',
    path: '/leaves/:id/end',
    summary: 'Ends a leave now: the person is back.',
    params: byId,
    response: Leave,
  }),
  ...handOverContract,
  ...workingHoursContract,
}
