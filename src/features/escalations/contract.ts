import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Text, Version } from '../../platform/shapes.ts'
import { CaseRow } from '../cases/contract/case-row.ts'
import { byRuleContract } from './contract/by-rule.ts'

export const Escalation = z.object({
  id: Id,
  level: z.int(),
  cause: z.enum(['hand', 'clock', 'rule']),
  /** In words: what somebody wrote, which promise was broken, or what a rule saw. */
  reason: z.string(),
  at: InstantOut,
  by: Named.nullable(),
  /** The rule, as it is called now; null where it was none, or is there no more. */
  rule: Named.nullable(),
  toPerson: Named.nullable(),
  toTeam: Named.nullable(),
  handedOver: z.boolean(),
  helpDueAt: InstantOut.nullable(),
  acknowledgedAt: InstantOut.nullable(),
  acknowledgedBy: Named.nullable(),
  endedAt: InstantOut.nullable(),
  endedBy: Named.nullable(),
  endedBecause: z.string().nullable(),
})
export type Escalation = z.infer<typeof Escalation>

export const EscalatedCase = z.object({
  case: CaseRow,
  level: z.int(),
  /** The last one at that level. */
  escalation: Escalation,
})
export type EscalatedCase = z.infer<typeof EscalatedCase>

const CaseRef = z.object({ id: z.string().max(60) })

export const escalationsContract = {
  ...byRuleContract,
  listEscalated: endpoint({
    method: 'GET',
    path: '/escalations',
    summary:
      'Open cases that are escalated, the highest level first, each with why, since when, by whom and who has it.',
    response: z.object({ items: z.array(EscalatedCase) }),
  }),
  listEscalations: endpoint({
    method: 'GET',
    path: '/cases/:id/escalations',
    summary: 'Every escalation of a case, the newest first.',
    params: CaseRef,
    response: z.object({ items: z.array(Escalation) }),
  }),
  escalateCase: endpoint({
    method: 'POST',
    path: '/cases/:id/escalations',
    summary:
      'Escalates a case by hand, to a person or a team: handed over, or kept by its owner with help asked for by a due time.',
    params: CaseRef,
    body: z.strictObject({
      version: Version.optional(),
      level: z.int().min(1).max(3),
      reason: Text(500),
      /** Goes onto the case as an internal note; without it, one is drawn from the case. */
      brief: Text(8000).optional(),
      toPersonId: Id.nullable().default(null),
      toTeamId: Id.nullable().default(null),
      /** `hand_over`: they own it from now on; `help`: the owner stays, and they get a task. */
      how: z.enum(['hand_over', 'help']),
      helpDueAt: Instant.nullable().default(null),
    }),
    response: z.object({ items: z.array(Escalation) }),
  }),
  deescalateCase: endpoint({
    method: 'POST',
    path: '/cases/:id/de-escalate',
    summary: 'Takes a case back from the level it was escalated to, with a reason.',
    params: CaseRef,
    body: z.strictObject({ reason: Text(500) }),
    response: z.object({ items: z.array(Escalation) }),
  }),
  acknowledgeEscalation: endpoint({
    method: 'POST',
    path: '/escalations/:id/acknowledge',
    summary: 'Says that somebody looks after an escalation; others see who and since when.',
    params: z.object({ id: Id }),
    response: Escalation,
  }),
}
