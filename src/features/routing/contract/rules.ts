import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Channel, Id, InstantOut, Language, Named, Priority, Tag, Text, Version } from '../../../platform/shapes.ts'
import { Condition, ConditionField, Conditions } from '../../cases/contract/conditions.ts'
import { FieldValues } from '../../casetypes/contract/fields.ts'
import { Ahead, Candidate, SkillNeed, WantedSkill } from './decision.ts'

/** What is known of a case when it comes in: beside what conditions ask elsewhere, who wrote to where, in which words, and when. */
const atIntake = ['contact', 'mailbox', 'words', 'skill', 'open'] as const
/** Who has it is decided by these rules, and what covers it after them. */
const known = ConditionField.exclude(['team', 'queue', 'contract'])
export const IntakeField = z.enum([...known.options, ...atIntake])

export const IntakeCondition = Condition.extend({
  /**
   * `words`: one of them stands in subject or message. `skill`: a word of one of these skills does. `open`: one of these
   * calendars is open at that moment.
   */
  field: IntakeField,
})
export type IntakeCondition = z.infer<typeof IntakeCondition>

const isShared = (condition: IntakeCondition): condition is IntakeCondition & Condition =>
  known.safeParse(condition.field).success

const IntakeConditions = z
  .array(IntakeCondition)
  .max(50)
  .superRefine((all, refusal) => {
    all.forEach((condition, at) => {
      const problem = isShared(condition)
        ? Conditions.safeParse([condition]).error?.issues[0]?.message
        : condition.key !== undefined || (condition.is !== 'one_of' && condition.is !== 'none_of')
          ? 'is one of some values, or none of them'
          : undefined
      if (problem) refusal.addIssue({ code: 'custom', path: [at], message: problem })
    })
  })

export const IntakeRule = z.strictObject({
  id: Id,
  name: Text(80),
  /** All must hold; none at all hold always. */
  conditions: IntakeConditions,
  queueId: Id,
  skills: z
    .array(z.strictObject({ id: Id, level: z.int().min(1).max(5).default(1), need: SkillNeed.default('optional') }))
    .max(10)
    .default([]),
  /** What it becomes unless somebody chose it by hand; null: it stays as it was. */
  priority: Priority.nullable().default(null),
  disabled: z.boolean().default(false),
})
export type IntakeRule = z.infer<typeof IntakeRule>
export const IntakeRules = z
  .array(IntakeRule)
  .max(200)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'ids must differ')

/** A rule that was tried, with what each of its conditions saw. */
export const RuleTried = z.object({
  id: Id,
  name: z.string(),
  place: z.int(),
  matched: z.boolean(),
  /** `heard`: the words that speak of a skill. */
  conditions: z.array(
    IntakeCondition.extend({ saw: z.array(z.string()), heard: z.array(z.string()).optional(), held: z.boolean() }),
  ),
})

/** Why a rule will never take a case, or names what is gone. */
export const RuleDoubt = z.object({
  ruleId: Id,
  /** never: it can hold for no case. hidden: an earlier one takes all that it would. lost: it names something that is gone. */
  kind: z.enum(['never', 'hidden', 'lost']),
  /** The condition that it is about, from 0 on; null where it is about the rule. */
  condition: z.int().nullable(),
  /** The earlier rule, from 1 on. */
  place: z.int().nullable(),
  /** Values that no list has. */
  values: z.array(z.string()),
  /** Of two conditions that exclude each other, the other one. */
  against: z.int().nullable(),
})
export type RuleDoubt = z.infer<typeof RuleDoubt>

const RuleList = z.object({
  /** Every save makes a new version. */
  version: Version,
  /** Tried in this order; the first that matches counts. What matches none goes where its type says, else to the default queue. */
  rules: z.array(IntakeRule),
  savedAt: InstantOut,
  savedBy: Named.nullable(),
})
export type RuleList = z.infer<typeof RuleList>

export const rulesContract = {
  listIntakeRules: endpoint({
    method: 'GET',
    path: '/routing/rules',
    summary: 'The rules by which cases come into queues, in the order in which they are tried.',
    response: RuleList,
  }),
  saveIntakeRules: endpoint({
    method: 'PUT',
    path: '/routing/rules',
    summary: 'Saves the list of rules as a new version; cases that come in from now on follow it.',
    body: z.strictObject({
      /** The one that this list was made from. */
      version: Version,
      rules: IntakeRules,
      /** The version of the draft that is published by this, which then ends. */
      draft: Version.optional(),
    }),
    response: RuleList,
  }),
  previewIntakeRules: endpoint({
    method: 'POST',
    path: '/routing/rules/preview',
    summary: 'Which of the last cases would have come into another queue by these rules; changes nothing.',
    body: z.strictObject({ rules: IntakeRules }),
    response: z.object({
      /** The last cases that I may see, looked at by the rules of now and by these. */
      cases: z.int(),
      moved: z.int(),
      /** How many of them each rule would have taken, by its id. */
      taken: z.record(z.string(), z.int()),
      doubts: z.array(RuleDoubt),
      sample: z.array(
        z.object({
          caseId: Id,
          number: z.string(),
          subject: z.string(),
          from: Named,
          to: Named,
          /** Null: no rule, its type or the default queue. */
          rule: Named.nullable(),
        }),
      ),
    }),
  }),
  simulate: endpoint({
    method: 'POST',
    path: '/routing/simulation',
    summary:
      'Who would get a case at this moment, by which rule and from which queue, and why nobody else; changes nothing.',
    body: z.strictObject({
      /** An existing case, as it is now; else what is imagined counts. */
      case: z.string().max(60).optional(),
      subject: z.string().max(500).default(''),
      text: z.string().max(20_000).default(''),
      typeId: Id.optional(),
      priority: Priority.optional(),
      contactId: Id.nullable().default(null),
      accountId: Id.nullable().default(null),
      language: Language.nullable().default(null),
      channel: Channel.default('email'),
      mailboxId: Id.nullable().default(null),
      productId: Id.nullable().default(null),
      tags: z.array(Tag).max(50).default([]),
      custom: FieldValues.default({}),
      /** Rules that are not saved yet. */
      rules: IntakeRules.optional(),
    }),
    response: z.object({
      type: Named,
      priority: Priority,
      tried: z.array(RuleTried),
      rule: z.object({ id: Id, name: z.string(), place: z.int() }).nullable(),
      queue: Named,
      mode: z.enum(['push', 'offer', 'pull']),
      skills: z.array(WantedSkill),
      weight: z.int(),
      winner: Named.nullable(),
      because: z.array(z.string()),
      ahead: z.array(Ahead),
      /** The calendar in whose open hours what is ahead counts; null: around the clock. */
      countsBy: Named.nullable(),
      considered: z.array(Candidate),
    }),
  }),
}
