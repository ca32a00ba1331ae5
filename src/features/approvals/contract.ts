import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Text } from '../../platform/shapes.ts'
import { ApprovalMode, Approver } from '../casetypes/contract/approvals.ts'

const Vote = z.object({
  id: Id,
  person: Named,
  /** Why this person was asked. */
  because: z.string(),
  /** Who decides in their place for now, and why. */
  standIn: Named.extend({ because: z.string() }).nullable(),
  /** Whether their word is waited for now. */
  next: z.boolean(),
  decision: z.enum(['approved', 'rejected']).nullable(),
  decidedBy: Named.nullable(),
  decidedAt: InstantOut.nullable(),
  comment: z.string().nullable(),
  byMail: z.boolean(),
})

export const Approval = z.object({
  id: Id,
  caseId: Id,
  /** Of the case type; null where a person asked of their own accord. */
  key: z.string().nullable(),
  round: z.int(),
  title: z.string(),
  asks: z.string(),
  /** The values that lay before those who decide, as far as the reader may see them. */
  values: z.array(z.object({ label: z.string(), words: z.string() })),
  /** The stage that cannot be left without it; null where closing asks for it. */
  stage: Named.omit({ id: true }).extend({ key: z.string() }).nullable(),
  holds: z.boolean(),
  mode: z.enum(['any', 'all', 'at_least']),
  needed: z.int(),
  inOrder: z.boolean(),
  /** Where a rejection leads. */
  rejectTo: z.string().nullable(),
  /** The only one there is looks again, and says so. */
  selfCheck: z.boolean(),
  requestedBy: Named.nullable(),
  requestedAt: InstantOut,
  dueAt: InstantOut.nullable(),
  overdue: z.boolean(),
  escalatedAt: InstantOut.nullable(),
  state: z.enum(['waiting', 'approved', 'rejected', 'void']),
  because: z.array(z.string()),
  settledAt: InstantOut.nullable(),
  votes: z.array(Vote),
  /** Who would have been asked, and why they were not. */
  leftOut: z.array(z.object({ name: z.string(), because: z.string() })),
  /** Whether the reader may decide now, and for whom. */
  mine: z.object({ for: Named.nullable() }).nullable(),
  /** Whether the reader may take it back; once somebody has answered, by overriding its gate. */
  canWithdraw: z.boolean(),
})
export type Approval = z.infer<typeof Approval>

const CaseRef = z.object({ id: z.string().max(60) })
const byId = z.object({ id: Id })

export const approvalsContract = {
  listApprovals: endpoint({
    method: 'GET',
    path: '/cases/:id/approvals',
    summary: 'Approvals of a case in every round, the newest first, each with whom it waits for and since when.',
    params: CaseRef,
    response: z.object({ items: z.array(Approval) }),
  }),
  askApproval: endpoint({
    method: 'POST',
    path: '/cases/:id/approvals',
    summary: 'Asks for an approval: one of the type of the case by its key, or one in own words.',
    params: CaseRef,
    body: z.union([
      z.strictObject({ key: z.string().max(61) }),
      z.strictObject({
        title: Text(200),
        asks: Text(1000),
        approvers: z.array(Approver).min(1).max(20),
        mode: ApprovalMode.default('any'),
        inOrder: z.boolean().default(false),
        dueAt: Instant.nullable().optional(),
        rejectTo: z.string().max(60).optional(),
        /** One in own words that was rejected: this one takes its place at the gate, in a new round. */
        again: Id.optional(),
        /** Whether the case cannot leave its stage without it; asked again, it holds what it held. */
        holds: z.boolean().default(true),
      }),
    ]),
    response: Approval,
  }),
  decideApproval: endpoint({
    method: 'POST',
    path: '/approvals/:id/decide',
    summary: 'Approves or rejects, for oneself or for whom one stands in; a rejection says why.',
    params: byId,
    body: z.union([
      z.strictObject({
        decision: z.literal('approved'),
        comment: z.string().trim().max(2000).optional(),
        /** Said by the only one there is: they looked at their own request again. */
        checkedAgain: z.literal(true).optional(),
        /** Further second looks on the same case that this one is, too. */
        also: z.array(Id).max(20).default([]),
      }),
      z.strictObject({ decision: z.literal('rejected'), comment: Text(2000) }),
    ]),
    response: Approval,
  }),
  withdrawApproval: endpoint({
    method: 'POST',
    path: '/approvals/:id/withdraw',
    summary:
      'Takes back an approval asked for in own words: whoever asked, while nobody has answered; then only whoever may override gates, which the list of overrides names.',
    params: byId,
    body: z.strictObject({ reason: Text(500) }),
    response: Approval,
  }),
}
