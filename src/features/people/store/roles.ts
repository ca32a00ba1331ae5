import { type RawBuilder, sql } from 'kysely'
import type { Db, Role } from '../../../platform/context.ts'
import { updateAtVersion } from '../../../platform/versions.ts'

export interface RoleRow {
  id: string
  kind: Role
  name: string
  said: string | null
  rights: string[] | null
  shipped: boolean
  version: number
  people: { id: string; name: string; seesRestricted: boolean }[]
  keys: { id: string; name: string }[]
}

/** Whoever holds a role: by its id, or without one as the shipped role of their kind. */
const holds = (holder: 'person' | 'api_key') =>
  sql`(${sql.ref(`${holder}.role_id`)} = role.id
    or ${sql.ref(`${holder}.role_id`)} is null and role.shipped and ${sql.ref(`${holder}.role`)} = role.kind)`

/** The rights chosen for the role of `person` or `api_key` in a query; null where they are the shipped ones. */
export const chosenRightsOf = (holder: 'person' | 'api_key') =>
  sql<string[] | null>`chosen_rights(${sql.ref(`${holder}.role_id`)}, ${sql.ref(`${holder}.role`)})`

/** The own role of `person` or `api_key` in a query; null where it is a shipped one. */
export const ownRoleOf = (holder: 'person' | 'api_key') =>
  sql<{ id: string; name: string } | null>`(select json_build_object('id', role.id, 'name', role.name) from role
    where role.id = ${sql.ref(`${holder}.role_id`)})`

export const listRoles = (db: Db): Promise<RoleRow[]> => roles(db, sql`true`)

export async function findRole(db: Db, id: string): Promise<RoleRow | undefined> {
  return (await roles(db, sql`role.id = ${id}`))[0]
}

async function roles(db: Db, which: RawBuilder<unknown>): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select role.id, role.kind, role.name, role.said, role.rights, role.shipped, role.version,
      (select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name,
          'seesRestricted', person.sees_restricted) order by lower(person.name), person.id), '[]')
        from person where person.deactivated_at is null and ${holds('person')}) as people,
      (select coalesce(json_agg(json_build_object('id', api_key.id, 'name', api_key.name)
          order by lower(api_key.name), api_key.id), '[]')
        from api_key where api_key.ended_at is null and ${holds('api_key')}) as keys
    from role where ${which}
    order by array_position(array['admin', 'manager', 'agent', 'light', 'sales', 'editor'], kind), not shipped, lower(name)`.execute(
    db,
  )
  return rows
}

/** Held until the transaction ends, so that nobody is given a role that goes meanwhile. */
export async function lockRole(db: Db, id: string): Promise<void> {
  await db.selectFrom('role').select('id').where('id', '=', id).forUpdate().execute()
}

export interface RoleToGive {
  id: string
  kind: Role
  name: string
  rights: string[] | null
  shipped: boolean
}

/** A role as it is given to somebody, which keeps it until the transaction ends. */
export async function roleToGive(db: Db, asked: string): Promise<RoleToGive | undefined> {
  const row = await db
    .selectFrom('role')
    .select(['id', 'kind', 'name', 'rights', 'shipped'])
    .where(sql<boolean>`role.id::text = ${asked} or shipped and kind = ${asked}`)
    .forKeyShare()
    .executeTakeFirst()
  return row && { ...row, kind: row.kind as Role }
}

/** What somebody's access rests on. */
export async function rightsHeld(db: Db, id: string) {
  const row = await db
    .selectFrom('person')
    .select(['role', 'sees_restricted as seesRestricted', chosenRightsOf('person').as('chosen')])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, role: row.role as Role }
}

/** Who works here under a role. */
export const holdersOf = async (db: Db, id: string): Promise<string[]> =>
  (await findRole(db, id))?.people.map((person) => person.id) ?? []

/** What some people who work here are called, and what their access rests on. */
export async function standingsNow(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'role', chosenRightsOf('person').as('chosen')])
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** Names of the types whose approvals ask whoever holds a role, as they stand, are drafted, or are followed by open cases. */
export async function typesThatAsk(db: Db, roleId: string): Promise<string[]> {
  const asks = sql`jsonb_path_exists(every.definition, '$.approvals[*].approvers[*] ? (@.roleId == $id)',
    jsonb_build_object('id', ${roleId}::text))`
  const { rows } = await sql<{ name: string }>`
    select distinct every.definition ->> 'name' as name from (
      select definition from case_type join case_type_version using (version)
        where case_type_version.case_type_id = case_type.id
      union all select definition from case_type_draft
      union all select definition from case_type_version running where exists (select from cases
        where cases.type_id = running.case_type_id and cases.type_version = running.version
          and cases.status in ('new', 'open', 'pending', 'on_hold'))) every
    where ${asks} order by name`.execute(db)
  return rows.map(({ name }) => name)
}

export interface RoleColumns {
  name?: string
  said?: string | null
  rights?: string[] | null
}

/** False when the name is taken. */
export async function insertRole(
  db: Db,
  role: { id: string; kind: Role; name: string; said: string | null; rights: string[] | null; at: Date },
): Promise<boolean> {
  const { at, ...columns } = role
  const row = await db
    .insertInto('role')
    .values({ ...columns, created_at: at })
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when `version` is no longer the current one. */
export const updateRole = (db: Db, id: string, version: number, change: RoleColumns): Promise<boolean> =>
  updateAtVersion(db, 'role', id, version, change)

export async function isRoleNameTaken(db: Db, name: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('role')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever has left, and keys that have ended, stand under the shipped role from now on. */
export async function letGo(db: Db, id: string): Promise<void> {
  await db
    .updateTable('person')
    .set({ role_id: null })
    .where('role_id', '=', id)
    .where('deactivated_at', 'is not', null)
    .execute()
  await db
    .updateTable('api_key')
    .set({ role_id: null })
    .where('role_id', '=', id)
    .where('ended_at', 'is not', null)
    .execute()
}

export async function giveKeys(db: Db, from: string, to: RoleToGive): Promise<void> {
  await db
    .updateTable('api_key')
    .set({ role: to.kind, role_id: to.shipped ? null : to.id })
    .where('role_id', '=', from)
    .where('ended_at', 'is', null)
    .execute()
}

export async function deleteRole(db: Db, id: string): Promise<void> {
  await db.deleteFrom('role').where('id', '=', id).where('shipped', '=', false).execute()
}
