import { z } from 'zod'
import { Id, Priority, Tag } from '../../../platform/shapes.ts'

const seconds = z.int().max(316_224_000)
/** `target`: seconds of the target's own time; `calendar`: seconds of the clock on the wall. */
const CountedIn = z.enum(['target', 'calendar']).default('target')

/** When a step of a target is taken. A share above 100 % and `after_due` lie behind the due instant. */
export const StepWhen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), percent: z.number().positive().max(1000) }),
  z.strictObject({ kind: z.literal('elapsed'), seconds: seconds.positive() }),
  z.strictObject({ kind: z.literal('before_due'), seconds: seconds.positive(), time: CountedIn }),
  z.strictObject({ kind: z.literal('after_due'), seconds: seconds.nonnegative(), time: CountedIn }),
])
export type StepWhen = z.infer<typeof StepWhen>

/** Who hears of a step, as the case stands when it is taken. Where that is nobody, the lead of its team does. */
export const StepPeople = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('owner') }),
  z.strictObject({ who: z.literal('team_lead') }),
  z.strictObject({ who: z.literal('team') }),
  z.strictObject({ who: z.literal('watchers') }),
  z.strictObject({ who: z.literal('person'), personId: Id }),
  z.strictObject({ who: z.literal('lead_of'), teamId: Id }),
])
export type StepPeople = z.infer<typeof StepPeople>

/** What a step changes on the case. A priority is raised to this, never lowered. */
export const StepChange = z.strictObject({
  priority: Priority.optional(),
  teamId: Id.optional(),
  tag: Tag.optional(),
})
export type StepChange = z.infer<typeof StepChange>

/** A warning (level 0) or an escalation (level 1 and up). The key makes it the same step in every version of a policy. */
export const TargetStep = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  level: z.int().min(0).max(9),
  when: StepWhen,
  people: z.array(StepPeople).min(1).max(20),
  /** Tells them by mail as well, where mail leaves this installation. */
  mail: z.boolean().default(false),
  change: StepChange.default({}),
})
export type TargetStep = z.infer<typeof TargetStep>

/** A target that says nothing of steps: a broken promise goes to the lead of the case's team. */
export const usualSteps: TargetStep[] = [
  {
    key: 'breach',
    level: 1,
    when: { kind: 'after_due', seconds: 0, time: 'target' },
    people: [{ who: 'team_lead' }],
    mail: false,
    change: {},
  },
]

export const TargetSteps = z
  .array(TargetStep)
  .max(20)
  .refine((steps) => new Set(steps.map(({ key }) => key)).size === steps.length, 'keys must differ')
  .default(usualSteps)

const At = z.iso.datetime()
/** A step as a clock has it: how it was agreed, and what became of it in this cycle. */
export const StepView = TargetStep.omit({ people: true }).extend({
  /** With the names of the people and teams that it names itself. */
  people: z.array(
    z.object({
      who: z.enum(['owner', 'team_lead', 'team', 'watchers', 'person', 'lead_of']),
      name: z.string().nullable(),
    }),
  ),
  /** `held`: it waits while the clock is paused or has no due instant; `cancelled`: the clock ended before. */
  state: z.enum(['pending', 'held', 'taken', 'cancelled']),
  /** When it will be taken, or its own instant if it was; null while nobody can know. */
  at: At.nullable(),
  takenAt: At.nullable(),
})
export type StepView = z.infer<typeof StepView>
