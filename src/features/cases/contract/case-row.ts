import { z } from 'zod'
import { Channel, Id, InstantOut, Named, Priority, Risk, Status, Version } from '../../../platform/shapes.ts'

/** A case is named by its id or its number (`C-10482`). */
export const CaseRef = z.object({ id: z.string().max(60) })
export const Whose = z.enum(['us', 'customer', 'third_party'])
export const NextStep = z.object({
  text: z.string().nullable(),
  whose: Whose,
  person: Named.nullable(),
  dueAt: InstantOut.nullable(),
  /** By whose word it has its date: a person's, the first promise's, or the follow-up of its type. */
  datedBy: z.enum(['person', 'promise', 'type']),
})

/** What is due first on a case, or has been due longest, and what it is; a clock is named by `dueMetric`. */
export const FirstDue = z.object({
  at: InstantOut,
  what: z.enum(['clock', 'step', 'task', 'promise']),
  text: z.string().nullable(),
})
export type FirstDue = z.infer<typeof FirstDue>

export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  subject: z.string(),
  type: z.object({ id: Id, key: z.string(), name: z.string() }),
  stage: z.object({ key: z.string(), label: z.string(), position: z.int(), of: z.int() }),
  status: Status,
  priority: Priority,
  owner: Named.nullable(),
  team: Named,
  queue: Named.nullable(),
  account: Named.nullable(),
  contact: Named.nullable(),
  channel: Channel,
  tags: z.array(z.string()),
  /** The earliest of its clocks, its next step, its tasks and its promises; null when it is over or has no date. */
  firstDue: FirstDue.nullable(),
  /** When the clock ends that ends first. */
  dueAt: InstantOut.nullable(),
  dueMetric: z.string().nullable(),
  atRiskAt: InstantOut.nullable(),
  breachedAt: InstantOut.nullable(),
  /** By what is due first: overdue once that has passed; at risk by the clock; waiting while no clock runs. */
  risk: Risk,
  /** The highest escalation reached by a clock that still runs or waits; 0 for none. */
  escalationLevel: z.int(),
  nextStep: NextStep.nullable(),
  routingDueAt: InstantOut.nullable(),
  /** Why nobody has it yet, and what comes when, in one line; null where somebody has it. */
  waitsBecause: z.string().nullable(),
  unread: z.boolean(),
  customerRepliedAt: InstantOut.nullable(),
  /** Since when the customer waits for a word of ours, read or not; null where they do not. */
  unansweredSince: InstantOut.nullable(),
  restricted: z.boolean(),
  reopenedCount: z.int(),
  createdAt: InstantOut,
  updatedAt: InstantOut,
  resolvedAt: InstantOut.nullable(),
  version: Version,
})
export type CaseRow = z.infer<typeof CaseRow>

/** One thing that a gate asks for, with whether it is met and who holds it up. */
export const Requirement = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(['field', 'checklist', 'task', 'child', 'transition', 'owner', 'approval', 'side_conversation']),
  met: z.boolean(),
  metBy: z.string().nullable(),
  holds: z.string().nullable(),
  /** The task that it asks to be done, once that has been begun. */
  taskId: Id.optional(),
  /** The stage it belongs to where that is not the present one, and whether the work of that stage has been begun. */
  stage: z.object({ key: z.string(), label: z.string(), begun: z.boolean() }).optional(),
  /** The resolution codes that it is asked for with; absent: with any. */
  codes: z.array(z.string()).optional(),
})
export type Requirement = z.infer<typeof Requirement>

export const StageView = z.object({
  key: z.string(),
  label: z.string(),
  customerLabel: z.string(),
  status: Status,
  aside: z.boolean(),
  /** Skipped: it stands before this one, and the case never was there. Worked: nor was it, but all it asks for was done. */
  state: z.enum(['passed', 'worked', 'skipped', 'here', 'to_come']),
  /** What the playbook of the type says for whoever works it here. */
  guidance: z.string().optional(),
  /** Whether the case may go there now, and what is missing. */
  allowed: z.boolean(),
  requirements: z.array(Requirement),
})
