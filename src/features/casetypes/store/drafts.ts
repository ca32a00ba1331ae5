import type { Db } from '../../../platform/context.ts'

export function findDraft(db: Db, typeId: string) {
  return db
    .selectFrom('case_type_draft')
    .leftJoin('person', 'person.id', 'case_type_draft.saved_by')
    .selectAll('case_type_draft')
    .select('person.name as savedByName')
    .where('case_type_id', '=', typeId)
    .executeTakeFirst()
}

/** Who has an unpublished draft, by type. */
export function draftsOfTypes(db: Db) {
  return db
    .selectFrom('case_type_draft')
    .leftJoin('person', 'person.id', 'case_type_draft.saved_by')
    .select(['case_type_id as typeId', 'saved_at as savedAt', 'person.id as byId', 'person.name as byName'])
    .execute()
}

export interface DraftRow {
  case_type_id: string
  based_on: number
  definition: string
  team_id: string | null
  saved_by: string | null
  saved_at: Date
}

/** False where somebody else began one meanwhile. */
export async function insertDraft(db: Db, row: DraftRow): Promise<boolean> {
  const made = await db
    .insertInto('case_type_draft')
    .values(row)
    .onConflict((conflict) => conflict.column('case_type_id').doNothing())
    .returning('version')
    .executeTakeFirst()
  return made !== undefined
}

/** False where `version` is no longer the current one. */
export async function updateDraft(db: Db, { case_type_id, ...row }: DraftRow, version: number): Promise<boolean> {
  const saved = await db
    .updateTable('case_type_draft')
    .set({ ...row, version: version + 1 })
    .where('case_type_id', '=', case_type_id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return saved !== undefined
}

/** False where `version` is no longer the current one. */
export async function deleteDraft(db: Db, typeId: string, version: number): Promise<boolean> {
  const gone = await db
    .deleteFrom('case_type_draft')
    .where('case_type_id', '=', typeId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return gone !== undefined
}

/** Every version of a type with its definition, the newest first. */
export function versionsOf(db: Db, typeId: string) {
  return db
    .selectFrom('case_type_version')
    .leftJoin('person', 'person.id', 'case_type_version.created_by')
    .select([
      'case_type_version.version',
      'case_type_version.definition',
      'case_type_version.created_at as at',
      'person.id as byId',
      'person.name as byName',
    ])
    .where('case_type_id', '=', typeId)
    .orderBy('version', 'desc')
    .execute()
}
