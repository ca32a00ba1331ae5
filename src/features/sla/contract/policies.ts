import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Priority, page, Version } from '../../../platform/shapes.ts'
import { OpeningHours } from '../../calendars/contract.ts'
import { Metric, Milestones, SlaPolicy } from '../contract.ts'

const Params = z.object({ id: Id })
export const NewPolicy = SlaPolicy.omit({ id: true, version: true })
export type NewPolicy = z.input<typeof NewPolicy>

/** A policy as it is now; a disabled one is not tried. */
const ShownPolicy = SlaPolicy.extend({ disabled: z.boolean() })
export type ShownPolicy = z.infer<typeof ShownPolicy>

/** Every edit makes a new version; this says whether open cases move to it. */
const Reach = z.enum(['new_cases', 'open_cases_too'])

const StepEffect = z.object({ key: z.string(), level: z.int() })

/** A clock of an open case that a change would touch. */
const ClockEffect = z.object({
  caseId: Id,
  number: z.string(),
  subject: z.string(),
  metric: Metric,
  /** The name of the milestone, where it is one. */
  milestone: z.string().nullable(),
  priority: Priority,
  /** `stays`: its target stays as it is, and only its steps are touched. */
  kind: z.enum(['moved', 'started', 'ended', 'stays']),
  dueBefore: InstantOut.nullable(),
  dueAfter: InstantOut.nullable(),
  /** It would be over its target at once, and is not now: breached from that instant on. */
  breached: z.boolean(),
  /** Warnings (level 0) and escalations that would be taken at once. */
  fires: z.array(StepEffect),
  /** Those that were taken and would be ahead again. */
  rearmed: z.array(StepEffect),
})
export type ClockEffect = z.infer<typeof ClockEffect>

const PolicyEffect = z.object({
  /** Open cases looked at here. */
  cases: z.int(),
  /** How many are open in all; told at the beginning, and null from then on. */
  open: z.int().nullable(),
  /** From where to go on; null when every open case was looked at. */
  next: Id.nullable(),
  moved: z.int(),
  started: z.int(),
  ended: z.int(),
  breached: z.int(),
  /** Warnings and escalations that would be taken at once, and those taken before that would be ahead again. */
  warnings: z.int(),
  escalations: z.int(),
  rearmed: z.int(),
  /**
   * The gravest first: what would be breached, what would be taken at once, then by priority and by when it ends. Cases that the reader may not see count
   * above and are not told of here.
   */
  sample: z.array(ClockEffect),
})
export type PolicyEffect = z.infer<typeof PolicyEffect>

/** A change on its way to the open cases. */
const Recomputation = z.object({
  id: Id,
  because: z.enum(['policy_changed', 'calendar_changed', 'contract_changed']),
  about: z.string(),
  total: z.int(),
  done: z.int(),
  /** Cases that could not be moved and keep the clocks they had. */
  failed: z.int(),
  /** Those of them that whoever asks may see, at most a hundred. */
  failedCases: z.array(z.object({ id: Id, number: z.string(), subject: z.string() })),
  begunAt: InstantOut,
  finishedAt: InstantOut.nullable(),
})
export type Recomputation = z.infer<typeof Recomputation>

export const policiesContract = {
  listPolicies: endpoint({
    method: 'GET',
    path: '/policies',
    summary: 'Service-level policies in the order in which they are tried.',
    response: page(ShownPolicy),
  }),
  getPolicy: endpoint({
    method: 'GET',
    path: '/policies/:id',
    summary: 'One service-level policy.',
    params: Params,
    response: ShownPolicy,
  }),
  createPolicy: endpoint({
    method: 'POST',
    path: '/policies',
    summary: 'Makes a service-level policy.',
    /** `draft`: the version of the draft that is published by this, which then ends. */
    body: NewPolicy.extend({ appliesTo: Reach.optional(), draft: Version.optional() }),
    response: ShownPolicy,
  }),
  changePolicy: endpoint({
    method: 'PATCH',
    path: '/policies/:id',
    summary: 'Changes a service-level policy, as a new version of it.',
    params: Params,
    body: NewPolicy.partial().extend({
      version: Version,
      appliesTo: Reach,
      disabled: z.boolean().optional(),
      draft: Version.optional(),
      /** Left out, they stay as they are. */
      milestones: Milestones.optional(),
    }),
    response: ShownPolicy,
  }),
  orderPolicies: endpoint({
    method: 'PUT',
    path: '/sla-policy-order',
    summary: 'Sets the order in which all policies are tried.',
    body: z.strictObject({ ids: z.array(Id).min(1).max(500), appliesTo: Reach }),
    response: z.object({ items: z.array(ShownPolicy) }),
  }),
  listRecomputations: endpoint({
    method: 'GET',
    path: '/clock-recomputations',
    summary: 'How far changes of policies, calendars and contracts have come with the clocks of open cases.',
    response: z.object({ items: z.array(Recomputation) }),
  }),
  previewCalendarChange: endpoint({
    method: 'POST',
    path: '/calendars/:id/effect',
    summary:
      'What other hours of a calendar would do to the clocks of open cases, before they are saved; changes nothing.',
    params: Params,
    /** Those entered by hand; the sources of the calendar are heeded as they are. `after` goes on from `next`. */
    body: z.strictObject({
      hours: OpeningHours,
      /** Whether it would become the organisation's, by which everything counts that names no other. */
      isDefault: z.boolean().default(false),
      after: Id.nullable().default(null),
    }),
    response: PolicyEffect,
  }),
  previewPolicy: endpoint({
    method: 'POST',
    path: '/policies/preview',
    summary: 'What a policy would do to the clocks of open cases, before it is saved; changes nothing.',
    /** Without an id the policy is a new one. A few hundred cases are looked at; `after` goes on from `next`. */
    body: z.strictObject({ id: Id.nullable(), policy: NewPolicy, after: Id.nullable().default(null) }),
    response: PolicyEffect,
  }),
}
