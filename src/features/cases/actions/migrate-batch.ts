import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { isTransient } from '../../../platform/transient.ts'
import type { Mapping } from '../../casetypes/rules/migration.ts'
import * as store from '../store/migrations.ts'
import { type Along, migrateCase } from './migrate-case.ts'

export interface Batch {
  migrationId: string
  causeId: string
  by: string
  /** Cases up to this one are done. */
  after: string | null
}

const batch = 50
type Refused = { id: string; because: string }

/**
 * One batch; its progress and the next one are written in the same transaction, so that no case is left out or taken
 * twice, whenever the program ends. Where a case fails, the batch is done case by case, and that one stays as it is.
 */
export async function migrateBatch(runtime: Runtime, work: Batch, lastAttempt = false): Promise<void> {
  const migration = await store.findMigration(runtime.db, work.migrationId)
  if (!migration || migration.finished_at || migration.reached !== work.after) return
  const along = alongOf(migration, work)
  const next = () => store.casesBefore(runtime.db, along.typeId, along.toVersion, work.after, batch)
  try {
    await inTransaction(runtime, systemActor, (ctx) => takeAlong(ctx, work, along))
  } catch (error) {
    runtime.log.warn({ err: error, migrationId: work.migrationId }, 'a batch of cases is taken along case by case')
    const ids = await next()
    const refused = await oneByOne(runtime, ids, along, lastAttempt)
    await inTransaction(runtime, systemActor, (ctx) => goOn(ctx, work, along.typeId, ids, refused))
  }
}

/** The same within a transaction that is under way: what is retold takes its cases along at once. */
export async function migrateHere(ctx: Context, work: Batch): Promise<void> {
  const migration = await store.findMigration(ctx.db, work.migrationId)
  if (migration) await takeAlong(ctx, work, alongOf(migration, work))
}

async function takeAlong(ctx: Context, work: Batch, along: Along): Promise<void> {
  const ids = await store.casesBefore(ctx.db, along.typeId, along.toVersion, work.after, batch)
  const refused: Refused[] = []
  for (const id of ids) {
    const because = await migrateCase(ctx, id, along)
    if (because) refused.push({ id, because })
  }
  await goOn(ctx, work, along.typeId, ids, refused)
}

const alongOf = (
  migration: NonNullable<Awaited<ReturnType<typeof store.findMigration>>>,
  { causeId, by }: Batch,
): Along => ({
  typeId: migration.case_type_id,
  toVersion: migration.to_version,
  causeId,
  by,
  stages: migration.stages as Mapping['stages'],
  fields: migration.fields as Mapping['fields'],
})

async function oneByOne(runtime: Runtime, ids: readonly string[], along: Along, lastAttempt: boolean) {
  const refused: Refused[] = []
  for (const id of ids) {
    try {
      const because = await inTransaction(runtime, systemActor, (ctx) => migrateCase(ctx, id, along))
      if (because) refused.push({ id, because })
    } catch (error) {
      if (isTransient(error) && !lastAttempt) throw error
      refused.push({ id, because: error instanceof Refusal ? error.message : 'it could not be taken along' })
      runtime.log.error({ err: error, caseId: id }, 'a case could not be taken along to a new version')
    }
  }
  return refused
}

async function goOn(
  ctx: Context,
  work: Batch,
  typeId: string,
  ids: readonly string[],
  refused: readonly Refused[],
): Promise<void> {
  const last = ids.length < batch
  const reached = ids.at(-1) ?? work.after
  const counted = { done: ids.length - refused.length, refused, after: work.after, reached }
  if (!(await store.noteBatch(ctx.db, work.migrationId, { ...counted, finishedAt: last ? ctx.now : null }))) return
  ctx.changed({ kind: 'settings', id: typeId })
  if (!last) await ctx.enqueue('migrate-cases', { ...work, after: reached }, { maxAttempts: tries })
}

/** A moment that is bad for hours is waited out. */
const tries = 9
