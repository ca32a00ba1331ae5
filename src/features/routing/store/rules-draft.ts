import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { IntakeRule } from '../contract/rules.ts'

export function findDraft(db: Db) {
  return db
    .selectFrom('intake_rules_draft')
    .leftJoin('person', 'person.id', 'intake_rules_draft.saved_by')
    .select([
      'based_on as basedOn',
      sql<IntakeRule[]>`rules`.as('rules'),
      'saved_at as savedAt',
      'intake_rules_draft.version',
      'person.id as personId',
      'person.name as personName',
    ])
    .executeTakeFirst()
}

export interface DraftToKeep {
  basedOn: number
  rules: readonly IntakeRule[]
  by: string | null
  at: Date
}

const columns = ({ basedOn, rules, by, at }: DraftToKeep) => ({
  based_on: basedOn,
  rules: JSON.stringify(rules),
  saved_by: by,
  saved_at: at,
})

/** False where somebody else began one meanwhile. */
export async function insertDraft(db: Db, draft: DraftToKeep): Promise<boolean> {
  const made = await db
    .insertInto('intake_rules_draft')
    .values(columns(draft))
    .onConflict((conflict) => conflict.column('only_one').doNothing())
    .returning('version')
    .executeTakeFirst()
  return made !== undefined
}

/** False where `version` is no longer the current one. */
export async function updateDraft(db: Db, draft: DraftToKeep, version: number): Promise<boolean> {
  const saved = await db
    .updateTable('intake_rules_draft')
    .set({ ...columns(draft), version: version + 1 })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return saved !== undefined
}

/** False where `version` is no longer the current one. */
export async function deleteDraft(db: Db, version: number): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('intake_rules_draft').where('version', '=', version).executeTakeFirst()
  return numDeletedRows > 0n
}
