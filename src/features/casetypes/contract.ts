import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Priority, Status, Text, Version } from '../../platform/shapes.ts'
import { ApprovalAsked } from './contract/approvals.ts'
import { draftsContract } from './contract/drafts.ts'
import { Field } from './contract/fields.ts'
import { KeepsInTouch, Letters } from './contract/letters.ts'
import { SurveyAsked } from './contract/surveys.ts'

export const ChecklistItem = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Text(200),
  mandatory: z.boolean().default(true),
  /** Whoever ticks it says what shows that it was done. */
  evidence: z.boolean().optional(),
})
/** Who does a task: the owner of the case, whoever of its team takes it, the lead of that team, or another team. */
export const DoneBy = z.union([
  z.enum(['owner', 'team', 'lead']),
  z.strictObject({ teamId: Id }),
  /** A team of this name where there is one, else the team of the case: so a type fits more than one company. */
  z.strictObject({ teamNamed: Text(80) }),
])
export type DoneBy = z.infer<typeof DoneBy>
export const StageTask = ChecklistItem.extend({
  /** Absent: whoever of the team takes it. */
  doneBy: DoneBy.optional(),
  /** Keys of tasks of the same stage that must be finished first. */
  after: z.array(z.string()).max(20).optional(),
  /** Hours of the team's calendar, from when it can be begun. */
  dueHours: z.int().min(1).max(2000).optional(),
  /** Hours between reminders until it is done: from when it is due, else from when it can be begun. */
  remindHours: z.int().min(1).max(2000).optional(),
})

export const Stage = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  label: Text(60),
  customerLabel: Text(80),
  status: Status,
  /** Waiting stages stand beside the drawn path and return to the stage they were entered from. */
  aside: z.boolean().default(false),
  /** Stages that may follow; empty means any. */
  next: z.array(z.string()).default([]),
  /** Spawned when the stage is entered; the mandatory ones are its gate. */
  tasks: z.array(StageTask).default([]),
  followUpHours: z.int().min(1).max(2000).optional(),
  guidance: z.string().max(2000).optional(),
  /** What the customer is told when a case comes here; absent: nothing. */
  tells: Letters.optional(),
})
export type Stage = z.infer<typeof Stage>

/** A skill that cases ask for, and from which level on somebody has enough of it. */
export const SkillNeed = z.strictObject({
  name: Text(60),
  level: z.int().min(1).max(5).default(1),
  /** required: nobody else gets it, ever. optional: nobody else at first. welcome: an advantage. */
  need: z.enum(['required', 'optional', 'welcome']).default('optional'),
})
export type SkillNeed = z.infer<typeof SkillNeed>

/** What follows when no contract covers a case: nothing, a word to whoever works it, an approval first, or a bill. */
export const Uncovered = z.enum(['none', 'warn', 'approval', 'billable'])
export type Uncovered = z.infer<typeof Uncovered>

/** How one kind of issue really gets resolved. Versioned; a running case stays on its version. */
export const CaseTypeDefinition = z.strictObject({
  name: Text(60),
  description: Text(300),
  priority: Priority.default('medium'),
  weight: z.int().min(0).max(100).default(1),
  /** What whoever works it should be able to do, by the name of the skill. */
  skills: z.array(SkillNeed).max(10).default([]),
  /** Who works it where no team is chosen for it: the first of these that there is, by name. */
  teams: z.array(Text(80)).max(10).default([]),
  /** Words in subject or first message that suggest this type at intake, lower case. */
  words: z.array(z.string().min(2).max(40)).max(100).default([]),
  /** What a case of this type is asked for, in the order in which it is asked. */
  fields: z.array(Field).max(60).default([]),
  stages: z.array(Stage).min(3).max(20),
  reopenStage: z.string(),
  /** What somebody else has to agree to on the way. */
  approvals: z.array(ApprovalAsked).max(20).default([]),
  closure: z.strictObject({
    codes: z
      .array(
        z.strictObject({
          key: z.string().regex(/^[a-z][a-z0-9_]*$/),
          label: Text(80),
          /** Ends the case wherever it stands: withdrawn, a duplicate. What its path still asks for is not needed then. */
          endsEarly: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(30),
    checklist: z.array(ChecklistItem).max(20).default([]),
    rootCauseRequired: z.boolean().default(false),
    askCustomer: z.boolean().default(true),
  }),
  uncovered: Uncovered.default('warn'),
  confirmationDays: z.int().min(1).max(60).default(4),
  followUpHours: z.int().min(1).max(2000).default(48),
  /** No word from us for longer than this on an open case counts as silence. */
  silenceHours: z.int().min(1).max(2000).default(72),
  /** A word to the customer while nothing moves; absent: none by itself. */
  inTouch: KeepsInTouch.optional(),
  /** What the customer is asked after a resolution; absent: nothing. */
  survey: SurveyAsked.optional(),
})
export type CaseTypeDefinition = z.infer<typeof CaseTypeDefinition>

export const CaseType = z.object({
  id: Id,
  key: z.string(),
  version: Version,
  team: Named.nullable(),
  queue: Named.nullable(),
  disabled: z.boolean(),
  openCases: z.int(),
  /** Whose draft of a next version is not published yet. */
  draft: z.object({ by: Named.nullable(), savedAt: InstantOut }).nullable(),
  definition: CaseTypeDefinition,
})
export type CaseType = z.infer<typeof CaseType>

/** The open cases of a type, by the version they run on and the stage they are in. */
const Standing = z.object({
  versions: z.array(z.object({ version: Version, open: z.int() })),
  stages: z.array(z.object({ stage: z.string(), open: z.int() })),
})
export type TypeStanding = z.infer<typeof Standing>

export const casetypesContract = {
  createType: endpoint({
    method: 'POST',
    path: '/types',
    summary: 'Makes a case type; its key comes from its name.',
    body: z.strictObject({ definition: CaseTypeDefinition, teamId: Id.nullable().optional() }),
    response: CaseType,
  }),
  typeStanding: endpoint({
    method: 'GET',
    path: '/types/:id/standing',
    summary: 'How many open cases run on each version of a type, and in which stage.',
    params: z.object({ id: Id }),
    response: Standing,
  }),
  listTypes: endpoint({
    method: 'GET',
    path: '/types',
    summary: 'Case types with their current definition.',
    response: z.object({ items: z.array(CaseType) }),
  }),
  changeType: endpoint({
    method: 'PATCH',
    path: '/types/:id',
    summary: 'Publishes a new version of a type; running cases stay on theirs.',
    params: z.object({ id: Id }),
    body: z.strictObject({
      version: Version,
      definition: CaseTypeDefinition.optional(),
      teamId: Id.nullable().optional(),
      disabled: z.boolean().optional(),
      /** The version of the draft that is published by this, which then ends. */
      draft: Version.optional(),
    }),
    response: CaseType,
  }),
  ...draftsContract,
}
