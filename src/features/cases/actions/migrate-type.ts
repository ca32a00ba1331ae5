import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { currentDefinition, definitionOf } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import {
  fieldAfter,
  lackingAfter,
  type Mapping,
  mappingProblems,
  stageAfter,
  valuesAfter,
  workAfter,
} from '../../casetypes/rules/migration.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import type { MigrationPreview, TypeMigration } from '../contract/migrations.ts'
import { standsIn } from '../rules/lifecycle.ts'
import { caseNumberText } from '../rules/numbers.ts'
import * as store from '../store/migrations.ts'

/** What coming along would mean for the running cases of older versions; nothing is changed. */
export async function previewMigration(
  ctx: Context,
  typeId: string,
  { definition, ...mapping }: Mapping & { definition?: CaseTypeDefinition | undefined },
): Promise<MigrationPreview> {
  ctx.require('settings.edit')
  const current = await currentDefinition(ctx, typeId)
  const after = definition ?? current.definition
  const toVersion = definition ? current.version + 1 : current.version
  const standing = await withDefinitions(ctx, typeId, await store.standingBefore(ctx.db, typeId, toVersion))
  const stages = standing.flatMap(({ before, stage, previousStage }) => stagesNamed(before, stage, previousStage))
  const forms = await withDefinitions(ctx, typeId, await store.formsBefore(ctx.db, typeId, toVersion))
  return {
    toVersion,
    open: standing.reduce((sum, { open }) => sum + open, 0),
    moves: movesOf(standing, after, mapping),
    fields: fieldsOf(forms, after, mapping),
    asks: asksOf(forms, after, mapping),
    problems: mappingProblems(stages, formsOf(standing), after, mapping),
  }
}

const formsOf = (standing: readonly { before: CaseTypeDefinition }[]) => standing.map(({ before }) => before)

/** Begins to take running cases along to the current version; the batches follow behind. */
export async function migrateCases(
  ctx: Context,
  typeId: string,
  { version, ...mapping }: Mapping & { version: number },
): Promise<TypeMigration> {
  ctx.require('settings.edit')
  const current = await currentDefinition(ctx, typeId)
  if (current.version !== version) throw new Refusal('changed_meanwhile', { currentVersion: current.version })
  const standing = await withDefinitions(ctx, typeId, await store.standingBefore(ctx.db, typeId, version))
  const stages = standing.flatMap(({ before, stage, previousStage }) => stagesNamed(before, stage, previousStage))
  const problems = mappingProblems(stages, formsOf(standing), current.definition, mapping)
  if (problems.length > 0)
    throw new Refusal('malformed', { fields: problems.map((message) => ({ path: 'stages', message })) })
  const total = standing.reduce((sum, { open }) => sum + open, 0)
  const id = ctx.newId()
  const row = {
    id,
    case_type_id: typeId,
    to_version: version,
    stages: JSON.stringify(mapping.stages),
    fields: JSON.stringify(mapping.fields),
    total,
    begun_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    begun_at: ctx.now,
    finished_at: total === 0 ? ctx.now : null,
  }
  if (!(await store.insertMigration(ctx.db, row)))
    throw new Refusal('already_exists', { because: 'cases of this type are under way to a version already' })
  const causeId = await ctx.record({
    name: 'type.migration_begun',
    content: { typeId, migrationId: id, type: current.definition.name, toVersion: version, total, ...mapping },
  })
  if (total > 0) await ctx.enqueue('migrate-cases', { migrationId: id, causeId, after: null, by: ctx.actor.name })
  return (await listMigrations(ctx, typeId)).find((each) => each.id === id)!
}

/** How far cases have come, the latest first; refused ones that the reader may not see are only counted. */
export async function listMigrations(ctx: Context, typeId: string): Promise<TypeMigration[]> {
  ctx.require('settings.read')
  await currentDefinition(ctx, typeId)
  const rows = await store.migrationsOf(ctx.db, typeId)
  const refusedOf = (row: (typeof rows)[number]) => row.refused as { id: string; because: string }[]
  const ids = rows.flatMap((row) =>
    refusedOf(row)
      .slice(0, 100)
      .map(({ id }) => id),
  )
  const names = new Map((await store.visibleNames(ctx.db, ctx.actor, ids)).map((each) => [each.id, each]))
  return rows.map((row) => ({
    id: row.id,
    toVersion: row.to_version,
    total: Math.max(row.total, row.done),
    done: row.done,
    refusedCount: refusedOf(row).length,
    refused: refusedOf(row).flatMap(({ id, because }) => {
      const found = names.get(id)
      return found ? [{ id, number: caseNumberText(found.number), subject: found.subject, because }] : []
    }),
    begunBy: row.begun_by && row.begunByName !== null ? { id: row.begun_by, name: row.begunByName } : null,
    begunAt: row.begun_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }))
}

type With<T> = T & { before: CaseTypeDefinition }

/** Each with the definition it runs on; a version is read once. */
async function withDefinitions<T extends { version: number }>(
  ctx: Context,
  typeId: string,
  rows: readonly T[],
): Promise<With<T>[]> {
  const known = new Map<number, CaseTypeDefinition>()
  for (const { version } of rows) if (!known.has(version)) known.set(version, await definitionOf(ctx, typeId, version))
  return rows.map((row) => ({ ...row, before: known.get(row.version)! }))
}

/** The stage of a case, and the one it returns to where it waits beside the path. */
const stagesNamed = (before: CaseTypeDefinition, stage: string, previousStage: string | null) =>
  [stageOf(before, stage), previousStage ? stageOf(before, previousStage) : undefined].filter(
    (each) => each !== undefined,
  )

function movesOf(
  standing: readonly With<store.Standing>[],
  after: CaseTypeDefinition,
  mapping: Mapping,
): MigrationPreview['moves'] {
  const moves = new Map<string, MigrationPreview['moves'][number]>()
  for (const { version, stage, open, before } of standing) {
    const known = moves.get(`${version} ${stage}`)
    if (known) {
      known.open += open
      continue
    }
    const from = stageOf(before, stage)
    const to = from ? stageAfter(from, after, mapping) : null
    moves.set(`${version} ${stage}`, {
      version,
      stage,
      label: from?.label ?? stage,
      open,
      to: to && { key: to.key, label: to.label },
      countsElse: Boolean(from && to && from.status !== to.status),
      ...(from && to ? workAfter(from, to) : { begins: [], ends: [] }),
    })
  }
  return [...moves.values()]
}

type Form = With<Awaited<ReturnType<typeof store.formsBefore>>[number]>

/** Fields whose values do not simply stay where they are. */
function fieldsOf(forms: readonly Form[], after: CaseTypeDefinition, mapping: Mapping): MigrationPreview['fields'] {
  const told = new Map<string, MigrationPreview['fields'][number]>()
  for (const { before, custom, open } of forms) {
    const { unfit } = valuesAfter(before, after, mapping, custom)
    for (const field of before.fields) {
      const to = fieldAfter(field, after, mapping)
      const misfits = unfit.includes(field)
      if (to?.key === field.key && !misfits) continue
      const line = told.get(field.key) ?? {
        key: field.key,
        label: field.label,
        filled: 0,
        becomes: to && { key: to.key, label: to.label },
        unfit: 0,
      }
      if (custom[field.key] !== undefined && custom[field.key] !== null) line.filled += open
      if (misfits) line.unfit += open
      told.set(field.key, line)
    }
  }
  return [...told.values()]
}

/** What the stages where cases stand need from then on, and how many lack it. */
function asksOf(forms: readonly Form[], after: CaseTypeDefinition, mapping: Mapping): MigrationPreview['asks'] {
  const asked = new Map<string, MigrationPreview['asks'][number]>()
  for (const { before, stage, previousStage, custom, open } of forms) {
    const from = stageOf(before, standsIn(before, { stage, previous_stage: previousStage }))
    const to = from && stageAfter(from, after, mapping)
    if (!to) continue
    for (const { key, label } of lackingAfter(after, to.key, valuesAfter(before, after, mapping, custom).custom)) {
      const line = asked.get(key) ?? { key, label, missing: 0 }
      line.missing += open
      asked.set(key, line)
    }
  }
  return [...asked.values()]
}
