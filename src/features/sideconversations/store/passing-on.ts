import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { standsOn } from '../../cases/visible.ts'

export interface ToPassOn {
  id: string
  caseId: string
  /** Who may see to it from now on, the nearest first. */
  wanted: { id: string; name: string }[]
}

/**
 * What somebody sees to that has not ended, with the owner of its case, who took over their work, the lead of its team
 * and the others of it.
 */
export async function sidesToPassOn(db: Db, leaverId: string, heirId: string | null): Promise<ToPassOn[]> {
  const { rows } = await sql<ToPassOn>`
    select side.id, cases.id as "caseId", (
      select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name) order by place, person.id), '[]')
      from (
        select id, min(place) as place from (
          select id, place from unnest(array[cases.owner_id, ${heirId}::uuid, team.lead_id]) with ordinality as near (id, place)
          union all select person_id, 4 from team_member where team_id = team.id) every
        group by id) nearest
        join person on person.id = nearest.id
      where person.deactivated_at is null and person.id <> ${leaverId}) as wanted
    from side_conversation side
      join cases begun on begun.id = side.case_id
      join cases on ${standsOn()}
      join team on team.id = cases.team_id
    where side.owner_id = ${leaverId} and side.status <> 'closed'
    order by side.id`.execute(db)
  return rows
}

/** What they were asked and have not answered. */
export function askedOf(db: Db, personId: string) {
  return db
    .selectFrom('side_conversation')
    .select('id')
    .where('person_id', '=', personId)
    .where('status', '=', 'open')
    .orderBy('id')
    .execute()
}
