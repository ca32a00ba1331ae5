import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../visible.ts'
import type { CaseRecord } from './read.ts'

const openOnes = ['new', 'open', 'pending', 'on_hold']

export interface Standing {
  version: number
  stage: string
  previousStage: string | null
  open: number
}

/** Open cases of a type that run on an older version, by version and stage. */
export function standingBefore(db: Db, typeId: string, version: number): Promise<Standing[]> {
  return db
    .selectFrom('cases')
    .select(({ fn }) => [
      'type_version as version',
      'stage',
      'previous_stage as previousStage',
      fn.countAll<number>().as('open'),
    ])
    .where('type_id', '=', typeId)
    .where('type_version', '<', version)
    .where('status', 'in', openOnes)
    .groupBy(['type_version', 'stage', 'previous_stage'])
    .orderBy('type_version', 'desc')
    .execute()
}

/** What stands in the forms of those cases, alike ones together. */
export async function formsBefore(db: Db, typeId: string, version: number) {
  const { rows } = await sql<{
    version: number
    stage: string
    previousStage: string | null
    custom: Record<string, unknown>
    open: number
  }>`
    select type_version as version, stage, previous_stage as "previousStage", custom, count(*)::int as open
    from cases where type_id = ${typeId} and type_version < ${version} and status = any(${openOnes})
    group by 1, 2, 3, 4`.execute(db)
  return rows
}

/** The next of them, in order of id. */
export async function casesBefore(db: Db, typeId: string, version: number, after: string | null, limit: number) {
  const rows = await db
    .selectFrom('cases')
    .select('id')
    .where('type_id', '=', typeId)
    .where('type_version', '<', version)
    .where('status', 'in', openOnes)
    .$if(after !== null, (q) => q.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export function lockCase(db: Db, id: string): Promise<CaseRecord | undefined> {
  return db.selectFrom('cases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export interface MigrationRow {
  id: string
  case_type_id: string
  to_version: number
  stages: string
  fields: string
  total: number
  begun_by: string | null
  begun_at: Date
  finished_at: Date | null
}

/** False while another one of that type is under way. */
export async function insertMigration(db: Db, row: MigrationRow): Promise<boolean> {
  const made = await db
    .insertInto('case_type_migration')
    .values(row)
    .onConflict((conflict) => conflict.column('case_type_id').where('finished_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export function findMigration(db: Db, id: string) {
  return db.selectFrom('case_type_migration').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface DoneBatch {
  done: number
  refused: readonly { id: string; because: string }[]
  /** The last case of the batch before, and of this one. */
  after: string | null
  reached: string | null
  finishedAt: Date | null
}

/** Counts a batch as done, in the transaction that did it; false where it was counted before. */
export async function noteBatch(
  db: Db,
  id: string,
  { done, refused, after, reached, finishedAt }: DoneBatch,
): Promise<boolean> {
  const noted = await db
    .updateTable('case_type_migration')
    .set({
      done: sql`done + ${done}`,
      refused: sql`refused || ${JSON.stringify(refused)}::jsonb`,
      reached,
      finished_at: finishedAt,
    })
    .where('id', '=', id)
    .where(sql<boolean>`reached is not distinct from ${after}::uuid`)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

export function migrationsOf(db: Db, typeId: string) {
  return db
    .selectFrom('case_type_migration')
    .leftJoin('person', 'person.id', 'case_type_migration.begun_by')
    .selectAll('case_type_migration')
    .select('person.name as begunByName')
    .where('case_type_id', '=', typeId)
    .orderBy('begun_at', 'desc')
    .limit(20)
    .execute()
}

/** What cases are called, those that the actor may see. */
export async function visibleNames(db: Db, actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('cases')
    .select(['cases.id', 'cases.number', 'cases.subject'])
    .where('cases.id', 'in', [...ids])
    .where(visibleTo(actor))
    .execute()
}
