import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** The name, or where real people have such a team, one beside it. */
export async function freeTeamName(db: Db, name: string): Promise<string> {
  const taken = await db
    .selectFrom('team')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()
  return taken ? `${name} (Norrvik)` : name
}

export async function isRoleTaken(db: Db, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('role')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

export async function markTeam(db: Db, id: string): Promise<void> {
  await db.updateTable('team').set({ demo: true }).where('id', '=', id).execute()
  await db.updateTable('queue').set({ demo: true }).where('team_id', '=', id).execute()
}

export async function giveRole(db: Db, id: string, personId: string): Promise<void> {
  await db.updateTable('role').set({ demo: true }).where('id', '=', id).execute()
  await db.updateTable('person').set({ role_id: id }).where('id', '=', personId).execute()
}

/** Away by themself, as if a screen had not been touched since. */
export async function fallIdle(db: Db, personId: string, since: Date): Promise<void> {
  await db
    .updateTable('person')
    .set({ status: 'away', status_automatic: true, status_since: since, active_at: since })
    .where('id', '=', personId)
    .execute()
}

/** Demo people let go of it before it goes; held by somebody real, or by a key, it stays as a real one. */
export async function keepUsedRoles(db: Db): Promise<void> {
  await sql`update role set demo = false where demo and (
    exists (select 1 from person where person.role_id = role.id and not person.demo)
    or exists (select 1 from api_key where api_key.role_id = role.id and api_key.ended_at is null))`.execute(db)
  await sql`update api_key set role_id = null where ended_at is not null
    and role_id in (select id from role where demo)`.execute(db)
}
