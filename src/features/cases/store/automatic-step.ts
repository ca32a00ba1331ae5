import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { waitingRow } from '../../../platform/gathered.ts'
import type { StepFacts } from '../rules/automatic-step.ts'

/** The step that nobody wrote; null where somebody did. A case that is being opened has its first step. */
export async function automaticText(db: Db, caseId: string): Promise<string | null> {
  if (waitingRow(db, 'cases', caseId)) return null
  const found = await db
    .selectFrom('cases')
    .select('next_step')
    .where('id', '=', caseId)
    .where('next_step_automatic', '=', true)
    .executeTakeFirst()
  return found?.next_step ?? null
}

/** Those of the cases whose step nobody wrote and is none of these; in order of id, as cases are held. */
export async function automaticBut(db: Db, ids: readonly string[], steps: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('cases')
    .select('id')
    .where('id', 'in', ids)
    .where('next_step_automatic', '=', true)
    .where('next_step', 'is not', null)
    .where('next_step', 'not in', steps)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What of approvals and tasks is next on a case. */
export async function stepFacts(db: Db, caseId: string): Promise<Pick<StepFacts, 'approval' | 'task'>> {
  const { rows: approvals } = await sql<NonNullable<StepFacts['approval']>>`
    select approval.title, approval.due_at as "dueAt", (
      select coalesce(json_agg(json_build_object('id', person.id, 'name', person.name) order by vote.position), '[]')
      from approval_vote vote join person on person.id = coalesce(vote.stand_in_id, vote.person_id)
      where vote.approval_id = approval.id and vote.decision is null
        and (not approval.in_order or not exists (select from approval_vote earlier
          where earlier.approval_id = approval.id and earlier.decision is null and earlier.position < vote.position))
    ) as deciders
    from approval where approval.case_id = ${caseId} and approval.state = 'waiting'
    order by approval.requested_at, approval.id limit 1`.execute(db)
  const { rows: tasks } = await sql<NonNullable<StepFacts['task']>>`
    select task.title, task.owner_id as "ownerId", task.due_at as "dueAt",
      case when task.team_id <> cases.team_id then team.name end as team
    from task join cases on cases.id = task.case_id left join team on team.id = task.team_id
    where task.case_id = ${caseId} and task.kind = 'task' and task.promise is null and task.mandatory
      and task.done_at is null and task.cancelled_at is null and task.startable_at is not null
    order by task.position, task.id limit 1`.execute(db)
  return { approval: approvals[0] ?? null, task: tasks[0] ?? null }
}
