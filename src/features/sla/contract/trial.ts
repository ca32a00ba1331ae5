import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Priority, Version } from '../../../platform/shapes.ts'
import { Condition } from '../../cases/contract/conditions.ts'
import { CalendarSource, ClockState, Metric } from '../contract.ts'
import { NewPolicy } from './policies.ts'

const Facts = z.strictObject({
  /** One that is here, as it stands now: then nothing else is asked for, the draft apart. */
  case: z.string().trim().min(1).max(60).optional(),
  typeId: Id.optional(),
  priority: Priority.default('medium'),
  accountId: Id.optional(),
  /** Instead of that of the account. */
  tier: z.string().trim().min(1).max(80).optional(),
  /** The service contract that covers it. */
  contractId: Id.optional(),
  teamId: Id.optional(),
  productId: Id.optional(),
  channel: z.string().trim().min(1).max(40).default('email'),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  /** A policy that is being drawn, in the place of the one that it replaces; without an id it is a new one. */
  draft: z.strictObject({ id: Id.nullable(), policy: NewPolicy }).optional(),
})

const Tried = z.object({
  id: Id,
  name: z.string(),
  /** Null for what is being drawn. */
  version: Version.nullable(),
  place: z.int(),
  /** `behind`: one before it is taken, so nobody asks it; `off`: it is switched off. */
  outcome: z.enum(['taken', 'passed', 'behind', 'off']),
  /** Taken because the contract that covers the case promises it, whatever its conditions say. */
  byContract: z.boolean(),
  conditions: z.array(
    Condition.extend({
      /** What it looks at, in words. */
      label: z.string(),
      /** By their names; both are empty where the reader may not read the field. */
      values: z.array(z.string()),
      saw: z.array(z.string()),
      /** Null where the reader may not read the field. */
      held: z.boolean().nullable(),
    }),
  ),
})
export type Tried = z.infer<typeof Tried>

const PolicyTrial = z.object({
  case: z.object({ id: Id, number: z.string(), subject: z.string() }).nullable(),
  priority: Priority,
  /** Every policy in the order in which they are tried. */
  tried: z.array(Tried),
  /** Version null is what is being drawn. */
  policy: z.object({ id: Id, name: z.string(), version: Version.nullable() }).nullable(),
  /** The version that the clocks of the case stay on until open cases follow, where that is another. */
  holds: Version.nullable(),
  /** For an imagined case, those that begin with it. */
  clocks: z.array(
    z.object({
      metric: Metric,
      milestone: z.string().nullable(),
      state: ClockState,
      targetSeconds: z.number(),
      calendar: z.object({ name: z.string(), timeZone: z.string(), because: CalendarSource }).nullable(),
      pinned: z.boolean(),
      /** As it stands today; null for what it would begin. */
      dueBefore: InstantOut.nullable(),
      dueAfter: InstantOut.nullable(),
    }),
  ),
})
export type PolicyTrial = z.infer<typeof PolicyTrial>

export const trialContract = {
  tryPolicies: endpoint({
    method: 'POST',
    path: '/policies/trial',
    summary: 'Which policy a case would get and why: every policy in its order, what its conditions saw, and the dues.',
    body: Facts,
    response: PolicyTrial,
  }),
}
