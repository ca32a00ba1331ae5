import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Named, Ok, Text, Version } from '../../../platform/shapes.ts'
import { Conditions } from '../../cases/contract/conditions.ts'

/** Who hears of it, or takes the case over: a person, a team, or the lead of the team that has the case. */
export const RuleTarget = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('lead') }),
  z.strictObject({ who: z.literal('person'), id: Id }),
  z.strictObject({ who: z.literal('team'), id: Id }),
])
export type RuleTarget = z.infer<typeof RuleTarget>

const Level = z.int().min(1).max(3)
/** `tell`: the owner stays, and they hear of it; `hand_over`: it is theirs from then on. */
const How = z.enum(['tell', 'hand_over'])
const AtLeast = z.int().min(1).max(99).nullable()
/** All that it asks for must hold, and it asks for something. */
export const RuleDefinition = z.strictObject({
  /** Reopened at least so often. */
  reopened: AtLeast.default(null),
  /** The customer wrote at least so often since anybody answered. */
  unanswered: AtLeast.default(null),
  conditions: Conditions.default([]),
  level: Level,
  to: RuleTarget,
  how: How,
})
export type RuleDefinition = z.infer<typeof RuleDefinition>

export const EscalationRule = RuleDefinition.extend({
  id: Id,
  version: Version,
  name: z.string(),
  disabled: z.boolean(),
})
export type EscalationRule = z.infer<typeof EscalationRule>

/** Open cases that a rule would escalate now, of those that the reader may see. */
const RulePreview = z.object({
  cases: z.int(),
  /** There are so many open cases that not all of them were looked at. */
  more: z.boolean(),
  /** The first of them. */
  sample: z.array(
    z.object({ id: Id, number: z.string(), subject: z.string(), owner: Named.nullable(), why: z.string() }),
  ),
})
export type RulePreview = z.infer<typeof RulePreview>

const LevelName = Text(40)
/** What level 1, 2 and 3 are called here. */
export const LevelNames = z.tuple([LevelName, LevelName, LevelName])
export type LevelNames = z.infer<typeof LevelNames>

const Params = z.object({ id: Id })
/** Escalates the open cases that meet it at once; otherwise it counts from what happens next. */
const applyNow = z.boolean().default(false)

export const byRuleContract = {
  listRules: endpoint({
    method: 'GET',
    path: '/escalation-rules',
    summary: 'The rules by which cases are escalated, the highest level first.',
    response: z.object({ items: z.array(EscalationRule) }),
  }),
  createRule: endpoint({
    method: 'POST',
    path: '/escalation-rules',
    summary: 'Makes a rule by which cases are escalated.',
    body: RuleDefinition.extend({ name: Text(80), applyNow }),
    response: EscalationRule,
  }),
  changeRule: endpoint({
    method: 'PATCH',
    path: '/escalation-rules/:id',
    summary: 'Changes a rule as a new version of it, or turns it off and on.',
    params: Params,
    body: z.strictObject({
      version: Version,
      reopened: AtLeast.optional(),
      unanswered: AtLeast.optional(),
      conditions: Conditions.optional(),
      level: Level.optional(),
      to: RuleTarget.optional(),
      how: How.optional(),
      name: Text(80).optional(),
      disabled: z.boolean().optional(),
      applyNow,
    }),
    response: EscalationRule,
  }),
  removeRule: endpoint({
    method: 'DELETE',
    path: '/escalation-rules/:id',
    summary: 'Removes a rule; what it escalated stays escalated.',
    params: Params,
    query: z.strictObject({ version: z.coerce.number().int().min(1) }),
    response: Ok,
  }),
  previewRule: endpoint({
    method: 'POST',
    path: '/escalation-rules/preview',
    summary: 'Which open cases a rule would escalate now; changes nothing.',
    body: RuleDefinition,
    response: RulePreview,
  }),
  escalationLevels: endpoint({
    method: 'GET',
    path: '/escalation-levels',
    summary: 'What the levels of escalation are called here.',
    response: z.object({ names: LevelNames }),
  }),
  nameLevels: endpoint({
    method: 'PUT',
    path: '/escalation-levels',
    summary: 'Gives the levels of escalation other names.',
    /** `was`: the names that were changed; where somebody else changed them meanwhile, nothing happens. */
    body: z.strictObject({ was: LevelNames, names: LevelNames }),
    response: z.object({ names: LevelNames }),
  }),
}
