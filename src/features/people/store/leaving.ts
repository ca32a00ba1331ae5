import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Named } from '../../../platform/shapes.ts'

/** Open cases and tasks of somebody, by the team of the case, with its lead. */
export async function carriedBy(
  db: Db,
  personId: string,
): Promise<{ team: Named; leadId: string; cases: number; tasks: number }[]> {
  const { rows } = await sql<{ team: Named; leadId: string; cases: number; tasks: number }>`
    with carried as (
      select team_id, 1 as cases, 0 as tasks from cases
        where owner_id = ${personId} and status in ('new', 'open', 'pending', 'on_hold')
      union all
      select cases.team_id, 0, 1 from task join cases on cases.id = task.case_id
        where task.owner_id = ${personId} and task.done_at is null and task.cancelled_at is null)
    select json_build_object('id', team.id, 'name', team.name) as team, team.lead_id as "leadId",
      sum(cases)::int as cases, sum(tasks)::int as tasks
    from carried join team on team.id = carried.team_id group by team.id order by lower(team.name)`.execute(db)
  return rows
}

export async function teamNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('team').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Approvals that wait for somebody's word, in their own name or in another's. */
export function waitingFor(db: Db, personId: string) {
  return db
    .selectFrom('approval')
    .innerJoin('cases', 'cases.id', 'approval.case_id')
    .select(['approval.id', 'approval.title', 'cases.number', 'cases.subject'])
    .where('approval.state', '=', 'waiting')
    .where(
      sql<boolean>`exists (select from approval_vote vote where vote.approval_id = approval.id and vote.decision is null
        and coalesce(vote.stand_in_id, vote.person_id) = ${personId})`,
    )
    .orderBy('approval.requested_at')
    .execute()
}

export async function openCasesOf(db: Db, personId: string): Promise<number> {
  const { open } = await db
    .selectFrom('cases')
    .select(sql<number>`count(*)::int`.as('open'))
    .where('owner_id', '=', personId)
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .executeTakeFirstOrThrow()
  return open
}
