import { z } from 'zod'
import { Tag, Text } from '../../../platform/shapes.ts'

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/)

/** Something that happens on a case, by which a milestone begins or is reached. */
export const MilestoneCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened') }),
  z.strictObject({ kind: z.literal('stage_entered'), stage: Key }),
  z.strictObject({ kind: z.literal('stage_left'), stage: Key }),
  z.strictObject({ kind: z.literal('tag_set'), tag: Tag }),
  /** A task or a line of the checklist that the case's type asks for, by its key. */
  z.strictObject({ kind: z.literal('task_done'), task: Key }),
  /** Somebody approved the work that no contract covers. */
  z.strictObject({ kind: z.literal('approval_given') }),
])
export type MilestoneCondition = z.infer<typeof MilestoneCondition>

/** What a milestone is called, and between which two happenings its clock runs. */
export const MilestoneCourse = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  name: Text(80),
  starts: MilestoneCondition,
  /** Starts at the later of its condition and the due instant of the milestone before it in the list. */
  sequential: z.boolean().default(false),
  completes: MilestoneCondition,
})
export type MilestoneCourse = z.infer<typeof MilestoneCourse>
