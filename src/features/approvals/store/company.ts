import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Colleague, Company } from '../rules/asked.ts'

/** Everybody with their teams, in order of joining. */
export async function company(db: Db): Promise<Company> {
  const people = await db
    .selectFrom('person')
    .select([
      'id',
      'name',
      'role',
      'status',
      'status_since as statusSince',
      'away_until as awayUntil',
      'deactivated_at as deactivatedAt',
      'manager_id as managerId',
      'role_id as ownRoleId',
    ])
    .select(sql<string[] | null>`chosen_rights(person.role_id, person.role)`.as('chosen'))
    .select(
      sql<string[]>`(select coalesce(json_agg(team_id order by team_id), '[]') from team_member
        where person_id = person.id)`.as('teamIds'),
    )
    .orderBy('created_at')
    .orderBy('id')
    .$castTo<Colleague>()
    .execute()
  const teams = await db.selectFrom('team').select(['id', 'name', 'lead_id as leadId']).orderBy('created_at').execute()
  const leaves = await db
    .selectFrom('leave')
    .select(['id as leaveId', 'person_id as personId', 'ends_at as until', 'deputy_id as deputyId'])
    .where('begun_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()
  const roles = await db.selectFrom('role').select(['id', 'name']).where('shipped', '=', false).execute()
  return { people, teams, roles, leaves }
}
