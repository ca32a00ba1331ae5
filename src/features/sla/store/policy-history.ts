import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface VersionRow {
  version: number
  definition: object
  at: Date
  byId: string | null
  byName: string | null
  appliesTo: string | null
  switched: boolean
}

/** Versions of a policy from behind `before` on, the newest first, with what was said when they were published. */
export async function versionsOf(
  db: Db,
  policyId: string,
  before: number | undefined,
  limit: number,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select made.version, made.definition, made.created_at as at, person.id as "byId", person.name as "byName",
      told.content->>'appliesTo' as "appliesTo", coalesce(told.content->'changed' ? 'disabled', false) as switched
    from sla_policy_version made
    left join person on person.id = made.created_by
    left join event told on told.name in ('policy.created', 'policy.changed')
      and told.content->>'policyId' = made.policy_id::text and coalesce((told.content->>'version')::int, 1) = made.version
    where made.policy_id = ${policyId} and (${before ?? null}::int is null or made.version < ${before ?? null}::int)
    order by made.version desc limit ${limit}`.execute(db)
  return rows
}

/** Null: of a new policy. */
const of = (policyId: string | null): RawBuilder<boolean> =>
  sql`sla_policy_draft.policy_id is not distinct from ${policyId}`

export function findDraft(db: Db, policyId: string | null) {
  return db
    .selectFrom('sla_policy_draft')
    .leftJoin('person', 'person.id', 'sla_policy_draft.saved_by')
    .select(['based_on as basedOn', 'definition', 'saved_at as savedAt', 'sla_policy_draft.version'])
    .select(['person.id as byId', 'person.name as byName'])
    .where(of(policyId))
    .executeTakeFirst()
}

export interface DraftToKeep {
  policyId: string | null
  basedOn: number
  definition: object
  by: string | null
  at: Date
}

const columns = ({ basedOn, definition, by, at }: DraftToKeep) => ({
  based_on: basedOn,
  definition: JSON.stringify(definition),
  saved_by: by,
  saved_at: at,
})

/** False where somebody else began one meanwhile. */
export async function insertDraft(db: Db, draft: DraftToKeep): Promise<boolean> {
  const made = await db
    .insertInto('sla_policy_draft')
    .values({ policy_id: draft.policyId, ...columns(draft) })
    .onConflict((conflict) => conflict.column('policy_id').doNothing())
    .returning('version')
    .executeTakeFirst()
  return made !== undefined
}

/** False where `version` is no longer the current one. */
export async function updateDraft(db: Db, draft: DraftToKeep, version: number): Promise<boolean> {
  const saved = await db
    .updateTable('sla_policy_draft')
    .set({ ...columns(draft), version: version + 1 })
    .where(of(draft.policyId))
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return saved !== undefined
}

/** False where `version` is no longer the current one. */
export async function deleteDraft(db: Db, policyId: string | null, version: number): Promise<boolean> {
  const gone = await db
    .deleteFrom('sla_policy_draft')
    .where(of(policyId))
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return gone !== undefined
}
