import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, Instant, Priority, Risk, Text, Version } from '../../platform/shapes.ts'
import { ClosedDay } from '../calendars/contract.ts'
import { CaseRef } from '../cases/contract/case-row.ts'
import { Condition, Conditions } from '../cases/contract/conditions.ts'
import { Letter } from './contract/letters.ts'
import { MilestoneCourse } from './contract/milestones.ts'
import { StepView, TargetSteps } from './contract/steps.ts'
import { TrackDay } from './contract/track.ts'

export const Metric = z.enum([
  'first_response',
  'next_response',
  'periodic_update',
  'customer_wait',
  'agent_work',
  'resolution',
  'team_ownership',
  'milestone',
])
export type Metric = z.infer<typeof Metric>
/** What a policy sets one target for at each priority; milestones stand in a list of their own. */
export const TargetMetric = Metric.exclude(['milestone'])
export type TargetMetric = z.infer<typeof TargetMetric>
export const ClockState = z.enum(['running', 'paused', 'met', 'cancelled'])
export type ClockState = z.infer<typeof ClockState>

export const Target = z.strictObject({
  seconds: z.int().positive().max(316_224_000),
  time: z.enum(['business', 'calendar']),
  /** Null: the calendar of the contract, else of the team, else of the organisation. */
  calendarId: Id.nullable().default(null),
  /** Heeded for periodic_update (`pending` only), team_ownership and milestones; the others pause as they are defined. */
  pausesIn: z.array(z.enum(['pending', 'on_hold'])).default([]),
  /** Warnings and escalation levels, each taken once per cycle of the clock. */
  steps: TargetSteps,
})
export type Target = z.infer<typeof Target>

/** Any number of them stand beside the metrics, in the order in which a sequential one follows another. */
export const Milestone = MilestoneCourse.extend({ targets: z.partialRecord(Priority, Target) })
export type Milestone = z.infer<typeof Milestone>
export const Milestones = z
  .array(Milestone)
  .max(20)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'keys must differ')

export const SlaPolicy = z.strictObject({
  id: Id,
  version: Version,
  name: z.string().trim().min(1).max(80),
  /** Policies are tried in this order; the first whose conditions all hold applies. */
  position: z.int().min(0).max(10_000),
  conditions: Conditions,
  targets: z.partialRecord(Priority, z.partialRecord(TargetMetric, Target)),
  milestones: Milestones.default([]),
})
export type SlaPolicy = z.infer<typeof SlaPolicy>
export type PolicyTargets = SlaPolicy['targets']

const Params = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
/** Why something happened, as data: the message catalogue makes the sentence. */
export const Reason = z.object({
  code: z.enum([
    'case_opened',
    'customer_message',
    'public_reply',
    'reply_voided',
    'letter_unsent',
    'earlier_message',
    'message_moved',
    'status',
    'reopened',
    'resolved',
    'priority_changed',
    'policy_changed',
    'contract_changed',
    'calendar_changed',
    'team_assigned',
    'team_removed',
    'no_target',
    'pinned',
    'unpinned',
    'withdrawn',
    'restored',
    'due_passed',
    'step_due',
    'condition_met',
    'previous_due',
    'case_closed',
  ]),
  params: Params,
})
export type Reason = z.infer<typeof Reason>

export const ChangeKind = z.enum([
  'clock.started',
  'clock.paused',
  'clock.resumed',
  'clock.retargeted',
  'clock.met',
  'clock.breached',
  'clock.warned',
  'clock.escalated',
  'clock.cancelled',
])
export type ChangeKind = z.infer<typeof ChangeKind>

const At = z.iso.datetime()
const LogEntry = z.object({
  kind: ChangeKind,
  at: At,
  /** When it was noticed; later than `at` for a breach found afterwards. */
  noticedAt: At,
  reason: Reason,
  dueBefore: At.nullable(),
  dueAfter: At.nullable(),
})

/** Which milestone a clock measures; null for every other metric. */
const OfMilestone = z.object({ key: z.string(), name: z.string() }).nullable()

export const ClockView = z.object({
  id: Id,
  metric: Metric,
  milestone: OfMilestone,
  cycle: z.int().positive(),
  state: ClockState,
  startedAt: At,
  dueAt: At.nullable(),
  atRiskAt: At.nullable(),
  pinned: z.boolean(),
  targetSeconds: z.number(),
  elapsedSeconds: z.number(),
  breachedAt: At.nullable(),
  metAt: At.nullable(),
  risk: Risk.nullable(),
  /** The highest escalation level reached in this cycle. */
  escalationLevel: z.int(),
  /** The next warning or escalation; null when none is to come or nobody can know when. */
  nextStep: z.object({ key: z.string(), level: z.int(), at: At }).nullable(),
  policyId: Id,
  policyVersion: z.int(),
})
export type ClockView = z.infer<typeof ClockView>

export const CalendarSource = z.enum(['target', 'contract', 'team', 'organisation'])
export type CalendarSource = z.infer<typeof CalendarSource>

export const Explanation = z.object({
  metric: Metric,
  milestone: OfMilestone,
  cycle: z.int(),
  state: ClockState,
  risk: Risk.nullable(),
  summary: z.string().describe('What it comes to in plain words, fit to be told to the customer.'),
  policy: z.object({ id: Id, name: z.string(), version: z.int() }),
  /** What made the policy apply, with what the case had; ids and keys by their names. None: it applies to every case. */
  conditions: z.array(
    Condition.extend({
      /** What it looks at, in words; fields of the type by their label. */
      label: z.string(),
      /** Both are empty where only leads read the field. */
      values: z.array(z.string()),
      saw: z.array(z.string()),
    }),
  ),
  priority: Priority,
  time: z.enum(['business', 'calendar']),
  calendar: z
    .object({
      id: Id,
      version: z.int(),
      name: z.string(),
      timeZone: z.string(),
      /** The release of the IANA time zone data that it counts by, such as 2026c; null where nobody knows any more. */
      zoneData: z.string().nullable(),
      because: CalendarSource,
    })
    .nullable(),
  start: z.object({ at: At, because: Reason }),
  pauses: z.array(z.object({ from: At, to: At.nullable(), because: Reason, seconds: z.number() })),
  /** Days that a holiday closed between start and due, by name where they have one. */
  holidaysSkipped: z.array(ClosedDay),
  targetSeconds: z.number(),
  elapsedSeconds: z.number(),
  leftSeconds: z.number(),
  dueAt: At.nullable(),
  /** Why there is no due instant. */
  noDueBecause: z.enum(['never_open', 'paused', 'beyond_horizon']).nullable(),
  pinned: z.boolean(),
  /** Who set the due date by hand, when, and why; null while the policy decides. */
  pin: z.object({ at: At, by: z.string().nullable(), because: z.string().nullable() }).nullable(),
  /** The open hours between start and due, day by day: what ran, what was paused, what is left. */
  track: z.array(TrackDay),
  breachedAt: At.nullable(),
  metAt: At.nullable(),
  /** By what it was fulfilled, with the letter that told the customer, if any; null while it is not. */
  fulfilled: z.object({ because: Reason, letter: Letter.nullable() }).nullable(),
  /** Warnings and escalations in the order of their instants. */
  steps: z.array(StepView),
  next: z.object({
    code: z.enum(['at_risk', 'due', 'warning', 'escalation', 'waits_for_resume', 'overdue', 'finished', 'never_due']),
    at: At.nullable(),
    /** The warning or escalation that comes then, with who hears of it. */
    step: StepView.nullable(),
  }),
  log: z.array(LogEntry),
})
export type Explanation = z.infer<typeof Explanation>

export const slaContract = {
  listClocks: endpoint({
    method: 'GET',
    path: '/cases/:id/clocks',
    summary: 'The clocks of a case, finished ones included.',
    params: CaseRef,
    response: z.object({ items: z.array(ClockView) }),
  }),
  explainClock: endpoint({
    method: 'GET',
    path: '/cases/:id/clocks/:clockId/explanation',
    summary: 'Why a clock stands where it stands: policy, calendar, pauses, holidays, elapsed, left, due.',
    params: CaseRef.extend({ clockId: Id }),
    response: Explanation,
  }),
  pinClock: endpoint({
    method: 'PUT',
    path: '/cases/:id/clocks/:clockId/pin',
    summary: 'Sets the due date of a running or paused clock by hand until it is lifted; null lifts it.',
    params: CaseRef.extend({ clockId: Id }),
    body: z.strictObject({ dueAt: Instant.nullable(), because: Text(500) }),
    response: ClockView,
  }),
}
