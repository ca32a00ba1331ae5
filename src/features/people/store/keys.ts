import type { Db, Role } from '../../../platform/context.ts'
import type { ApiKey } from '../contract/organisation.ts'
import { chosenRightsOf, ownRoleOf } from './roles.ts'

export interface NewKey {
  id: string
  name: string
  role: Role
  roleId: string | null
  tokenHash: Buffer
  hint: string
  createdBy: string | null
  at: Date
}

export async function insertKey(db: Db, key: NewKey): Promise<void> {
  await db
    .insertInto('api_key')
    .values({
      id: key.id,
      name: key.name,
      role: key.role,
      role_id: key.roleId,
      token_hash: key.tokenHash,
      hint: key.hint,
      created_by: key.createdBy,
      created_at: key.at,
    })
    .execute()
}

export async function listKeys(db: Db): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'hint', 'created_at', 'last_used_at', ownRoleOf('api_key').as('own_role')])
    .where('ended_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role as Role,
    ownRole: row.own_role,
    hint: row.hint,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }))
}

export async function findKey(db: Db, tokenHash: Buffer) {
  return db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'last_used_at as lastUsedAt', chosenRightsOf('api_key').as('chosen')])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

export async function touchKey(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** The name of the key that ended; undefined when there is no living key of that id. */
export async function endKey(db: Db, id: string, at: Date): Promise<string | undefined> {
  const row = await db
    .updateTable('api_key')
    .set({ ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}
