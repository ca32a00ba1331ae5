import { z } from 'zod'
import { Id, Text } from '../../../platform/shapes.ts'

/** Whom an approval asks; whoever asked for it themselves is never among them. */
export const Approver = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('person'), personId: Id }),
  /** Everyone of a role in the team of the case. */
  z.strictObject({ who: z.literal('role'), role: z.enum(['admin', 'manager', 'agent', 'light', 'sales']) }),
  /** Everyone who holds a role of one's own, whatever their team. */
  z.strictObject({ who: z.literal('own_role'), roleId: Id }),
  /** The lead of the team of the case. */
  z.strictObject({ who: z.literal('lead') }),
  /** The leads of the teams that whoever asks is in. */
  z.strictObject({ who: z.literal('lead_of_requester') }),
  /** Whom the owner of the case reports to; where nobody, who leads their team. */
  z.strictObject({ who: z.literal('manager_of_owner') }),
  /** Whom whoever asks reports to. */
  z.strictObject({ who: z.literal('manager_of_requester') }),
  /** Everyone of another team. */
  z.strictObject({ who: z.literal('team'), teamId: Id }),
  /** Everyone of the team of that name, where there is one: for definitions that travel between installations. */
  z.strictObject({ who: z.literal('team_named'), name: Text(80) }),
])
export type Approver = z.infer<typeof Approver>

/** How many of those who are asked have to agree. */
export const ApprovalMode = z.union([z.enum(['any', 'all']), z.strictObject({ atLeast: z.int().min(1).max(50) })])
export type ApprovalMode = z.infer<typeof ApprovalMode>

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/)

export const ApprovalCondition = z.union([
  /** A field of yes and no or of choices has one of these values (`yes`, `no`, or keys). */
  z.strictObject({ field: Key, is: z.array(z.string().max(60)).min(1).max(100) }),
  /** A number, or an amount in minor units of its currency, is greater than this. */
  z.strictObject({ field: Key, over: z.int().min(0) }),
])
export type ApprovalCondition = z.infer<typeof ApprovalCondition>

/** Somebody else has to agree before a case goes on. */
export const ApprovalAsked = z.strictObject({
  key: Key,
  title: Text(200),
  /** What is approved, in words for whoever decides. */
  asks: Text(1000),
  /** Fields of the type that are approved; changing one voids the approval. */
  fields: z.array(Key).max(20).default([]),
  /** Leaving this stage asks for it; absent where closing does. */
  stage: z.string().optional(),
  /** Resolution codes that closing asks for it with; empty for all. */
  codes: z.array(z.string()).max(30).default([]),
  when: ApprovalCondition.optional(),
  approvers: z.array(Approver).min(1).max(20),
  mode: ApprovalMode.default('any'),
  /** One after the other, in the order in which they are named. */
  inOrder: z.boolean().default(false),
  /** Hours of the team's calendar until it is due. */
  dueHours: z.int().min(1).max(2000).optional(),
  /** Hours of the team's calendar after which whoever is asked is reminded. */
  remindHours: z.array(z.int().min(1).max(2000)).max(3).default([]),
  /** The stage to which a rejection leads; absent where the case stays. */
  rejectTo: z.string().optional(),
})
export type ApprovalAsked = z.infer<typeof ApprovalAsked>
