import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Named } from '../../../platform/shapes.ts'
import type { ManagerOf } from '../rules/managers.ts'

export async function managersOf(db: Db): Promise<ManagerOf> {
  const rows = await db.selectFrom('person').select(['id', 'manager_id']).execute()
  return new Map(rows.map(({ id, manager_id }) => [id, manager_id]))
}

/** Who reports to somebody and works here. */
export const reportsOf = (db: Db, managerId: string): Promise<Named[]> =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('manager_id', '=', managerId)
    .where('deactivated_at', 'is', null)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()

/** Whoever reported to one reports to another, or to nobody. */
export async function passReports(db: Db, fromId: string, toId: string | null): Promise<void> {
  await db
    .updateTable('person')
    .set({ manager_id: toId, version: sql<number>`version + 1` })
    .where('manager_id', '=', fromId)
    .execute()
}

/** The leads of the teams a person is in. */
export async function leadsOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select('team.lead_id')
    .where('team_member.person_id', '=', personId)
    .execute()
  return rows.map((row) => row.lead_id)
}
