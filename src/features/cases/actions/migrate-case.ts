import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { valueWords } from '../../casetypes/rules/fields.ts'
import { type Mapping, stageAfter, valuesAfter } from '../../casetypes/rules/migration.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { weightNow } from '../../routing/actions/weights.ts'
import { takeTasksAlong } from '../../tasks/actions/take-along.ts'
import { isOpen, standsIn, statusInStage } from '../rules/lifecycle.ts'
import { lockCase } from '../store/migrations.ts'
import { save } from './save-case.ts'
import { enterStage } from './transition-case.ts'

export interface Along extends Mapping {
  typeId: string
  toVersion: number
  /** The entry of the administration's timeline that asked for it, and who did. */
  causeId: string
  by: string
}

/**
 * Takes one case along to a newer version of its type: stage, values and work. Its clocks go on untouched, unless another
 * policy fits its values now, or its new stage counts as something else; then it enters that like any other. Answers why it stays, or null when it came along,
 * also where it had come before.
 */
export async function migrateCase(ctx: Context, caseId: string, along: Along): Promise<string | null> {
  const record = await lockCase(ctx.db, caseId)
  if (!record || record.type_id !== along.typeId || record.type_version >= along.toVersion) return null
  if (!isOpen(record.status as Status)) return null
  const before = await definitionOf(ctx, along.typeId, record.type_version)
  const after = await definitionOf(ctx, along.typeId, along.toVersion)
  const from = stageOf(before, record.stage)
  const to = from && stageAfter(from, after, along)
  if (!from || !to) return `nothing says where a case in ${from?.label ?? record.stage} goes`
  const wasIn = stageOf(before, standsIn(before, record)) ?? from
  const back = to.aside ? stageAfter(wasIn, after, along) : null
  if (to.aside && wasIn !== from && !back)
    return `nothing says where a case that waits beside ${wasIn.label} goes back to`
  const values = valuesAfter(before, after, along, record.custom as Record<string, unknown>)
  const fromVersion = record.type_version
  const becomesOther = statusInStage(to, record.status as Status) !== record.status && to.status !== from.status
  const weight = await weightNow(ctx, after.weight, record.priority)
  await save(ctx, record, undefined, {
    type_version: along.toVersion,
    weight,
    custom: JSON.stringify(values.custom),
    ...(!becomesOther && { stage: to.key, previous_stage: back?.key ?? null }),
  })
  Object.assign(record, { type_version: along.toVersion, weight, custom: values.custom })
  await ctx.record({
    name: 'case.migrated',
    caseId: record.id,
    causeId: along.causeId,
    content: {
      fromVersion,
      toVersion: along.toVersion,
      from: from.label,
      to: to.label,
      stage: to.key,
      stages: along.stages,
      by: along.by,
      ...told(values, record.custom as Record<string, unknown>),
    },
  })
  const subject = { id: record.id, teamId: record.team_id, ownerId: record.owner_id }
  await takeTasksAlong(ctx, subject, { after, stage: back ?? to, stageOf: stagesOf(before, after, along) })
  if (becomesOther) {
    Object.assign(record, { stage: to.key, previous_stage: back?.key ?? null })
    await enterStage(ctx, record, after, to, {
      because: [`taken along to version ${along.toVersion} by ${along.by}`],
      causeId: along.causeId,
      from: from.label,
    })
  }
  return null
}

/** What became of values that no field takes, in words; those for leads are named without them. */
function told({ dropped, unfit, renamed }: ReturnType<typeof valuesAfter>, values: Record<string, unknown>) {
  const left = [...dropped, ...unfit].map((field) => ({
    key: field.key,
    label: field.label,
    ...(field.seenBy === 'staff' && { words: valueWords(field, values[field.key]) }),
  }))
  return {
    ...(left.length > 0 && { left }),
    ...(renamed.length > 0 && {
      renamed: renamed.map(({ from, to }) => ({ from: from.label, to: to.label })),
      newKeys: Object.fromEntries(renamed.map(({ from, to }) => [from.key, { key: to.key, label: to.label }])),
    }),
  }
}

/** Where the work of each older stage belongs now. */
const stagesOf =
  (before: CaseTypeDefinition, after: CaseTypeDefinition, mapping: Mapping) =>
  (key: string): Stage | null => {
    const old = stageOf(before, key)
    return old ? stageAfter(old, after, mapping) : null
  }
