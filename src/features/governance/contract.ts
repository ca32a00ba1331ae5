import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Paging, PlainDate, page } from '../../platform/shapes.ts'

export const Violation = z.object({
  count: z.int(),
  cases: z.array(z.object({ id: Id, number: z.string(), since: InstantOut })),
})
export const Governance = z.object({
  checkedAt: InstantOut,
  violations: z.object({
    ownerless: Violation,
    stageless: Violation,
    noNextStep: Violation,
    absentOwner: Violation,
    silent: Violation,
  }),
  /** No promise of the check, and yet work that waits: next steps of open cases whose date has passed. */
  lateSteps: z.object({ count: z.int(), oldestDueAt: InstantOut.nullable() }),
  /** The last replay of a sample of timelines; null before the first. Clocks never differ from their timeline. */
  clocks: z.object({ checkedAt: InstantOut, replayed: z.int(), differing: Violation }).nullable(),
})
export type Governance = z.infer<typeof Governance>

export const ViolationKind = z.enum(['ownerless', 'stageless', 'noNextStep', 'absentOwner', 'silent'])
export type ViolationKind = z.infer<typeof ViolationKind>

const GovernanceHistory = z.object({
  timeZone: z.string(),
  /** Each day of the organisation up to today, the oldest first. */
  days: z.array(
    z.object({
      day: PlainDate,
      /** How often the check ran; 0 means that nothing is known of this day. */
      checks: z.int(),
      /** The most that any check of the day found of each kind. */
      most: z.record(ViolationKind, z.int()),
    }),
  ),
})
export type GovernanceHistory = z.infer<typeof GovernanceHistory>

const CaseNamed = z.object({ id: Id, number: z.string(), subject: z.string() })
export const MendedViolation = z.object({
  id: Id,
  kind: ViolationKind,
  case: CaseNamed,
  since: InstantOut,
  mendedAt: InstantOut,
  /** When the duty holder was told; null where it was mended before. */
  escalatedAt: InstantOut.nullable(),
})

export const Override = z.object({
  id: Id,
  at: InstantOut,
  case: CaseNamed,
  /** Null for a person who was erased since. */
  by: Named.nullable(),
  /** The stages, as they were called; `to` is empty where only an approval was ended that held the gate. */
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  /** What the gate asked for and did not get, in words. */
  unmet: z.array(z.string()),
})

const WhichOverrides = z.strictObject({ personId: Id.optional(), since: Instant.optional() })

export const governanceContract = {
  getGovernance: endpoint({
    method: 'GET',
    path: '/governance',
    summary: 'The standing proof that no case is dropped: violations of the four answers, with the cases behind each.',
    response: Governance,
  }),
  governanceHistory: endpoint({
    method: 'GET',
    path: '/governance/history',
    summary: 'The standing proof day by day: the most that was broken at once, and how often it was looked for.',
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    response: GovernanceHistory,
  }),
  mendedViolations: endpoint({
    method: 'GET',
    path: '/governance/mended',
    summary: 'What was broken and is no longer, newest first, in cases that you may see.',
    query: Paging.strict(),
    response: page(MendedViolation),
  }),
  listOverrides: endpoint({
    method: 'GET',
    path: '/overrides',
    summary: 'Gates that were passed unmet, newest first: who, why, and what was missing.',
    query: Paging.extend(WhichOverrides.shape).strict(),
    response: page(Override),
  }),
  countOverrides: endpoint({
    method: 'GET',
    path: '/overrides/count',
    summary: 'How many gates were passed unmet, of one person or of everybody, since an instant or ever.',
    query: WhichOverrides,
    response: z.object({ count: z.int() }),
  }),
}
