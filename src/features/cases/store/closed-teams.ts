import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Cases that a team takes out of sight, or gives back, by closing or opening; what people chose for them stays known. */
const turning = (teamId: string, closed: boolean) =>
  sql`team_id = ${teamId} and restricted <> (restricted_itself or ${closed})`
const open = sql`status in ('new', 'open', 'pending', 'on_hold')`

/** Locks those of them that are open in one order, as whoever changes a case does before its team is looked at. */
export async function lockOpen(db: Db, teamId: string, closed: boolean): Promise<void> {
  await sql`select from cases where ${turning(teamId, closed)} and ${open} order by id for update`.execute(db)
}

/** Each open case of the team is as restricted as its team says now. */
export async function turnOpen(db: Db, teamId: string, closed: boolean): Promise<void> {
  await sql`update cases set team_id = team_id where ${turning(teamId, closed)} and ${open}`.execute(db)
}

/** The same for some of the others behind `after`, by what the team says by now; answers with their ids in order. */
export async function turnSome(db: Db, teamId: string, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with next as (select cases.id from cases join team on team.id = cases.team_id
      where team_id = ${teamId} and restricted <> (restricted_itself or closed) and (${after}::uuid is null or cases.id > ${after}::uuid)
      order by cases.id limit ${limit} for update of cases)
    update cases set team_id = team_id from next where cases.id = next.id returning cases.id`.execute(db)
  return rows.map(({ id }) => id).sort()
}
