import { sql } from 'kysely'
import type { World } from './world.ts'

export interface OpenWork {
  stage: string
  here: number
  all: number
  /** Promises to the customer, asked for however a case ends. */
  given: number
  /** What somebody was asked to approve in own words, and has not. */
  unapproved: number
  /** Children and side conversations that have not ended. */
  hanging: number
}

/** What still stands open in the gate that a case would go through, read from the tables and from no rule. */
export async function openWork(world: World, id: string): Promise<OpenWork> {
  const { rows } = await sql<OpenWork>`
    select cases.stage,
      count(*) filter (where task.mandatory and task.stage = cases.stage)::int as here,
      count(*) filter (where task.mandatory)::int as all,
      count(*) filter (where task.mandatory and task.kind = 'task' and task.stage is null)::int as given,
      (select count(*) from approval where case_id = cases.id and key is null and holds
        and state in ('waiting', 'rejected'))::int as unapproved,
      (select count(*) from cases as child where child.parent_id = cases.id
        and child.status in ('new', 'open', 'pending', 'on_hold'))::int
      + (select count(*) from side_conversation as side where side.case_id = cases.id and side.status <> 'closed')::int
        as hanging
    from cases left join task on task.case_id = cases.id and task.done_at is null and task.cancelled_at is null
    where cases.id = ${id} group by cases.id`.execute(world.runtime.db)
  return rows[0] ?? { stage: '', here: 0, all: 0, given: 0, unapproved: 0, hanging: 0 }
}

/**
 * What a case that came out of a stage, or was resolved, cannot do without by its type: values that its new stage asks
 * for, and approvals of what it left. What is asked for on a condition only is not looked at.
 */
export async function unmetBehind(world: World, id: string, left: string): Promise<number> {
  const { rows } = await sql<{ unmet: number }>`
    select (select count(*) from jsonb_array_elements(definition -> 'fields') as fields (one)
        where one ->> 'requiredFrom' = cases.stage and one -> 'when' is null
          and coalesce(cases.custom ->> (one ->> 'key'), '') in ('', '[]'))::int
      + (select count(*) from jsonb_array_elements(definition -> 'approvals') as approvals (one)
        where one -> 'when' is null and (cases.status = 'resolved' or one ->> 'stage' = ${left})
          and (one -> 'codes' = '[]' or cases.status <> 'resolved' or one -> 'codes' ? cases.resolution_code)
          and not exists (select from approval where case_id = cases.id and key = one ->> 'key' and state = 'approved'))::int
        as unmet
    from cases
    join case_type_version as version on version.case_type_id = cases.type_id and version.version = cases.type_version
    where cases.id = ${id}`.execute(world.runtime.db)
  return rows[0]?.unmet ?? 0
}

/** Whether a case was resolved with a code that ends it wherever it stands: then its path is asked for nothing. */
export async function endedEarly(world: World, id: string): Promise<boolean> {
  const { rows } = await sql<{ early: boolean }>`
    select coalesce((code ->> 'endsEarly')::boolean, false) as early from cases
    join case_type_version as version on version.case_type_id = cases.type_id and version.version = cases.type_version,
    lateral jsonb_array_elements(version.definition -> 'closure' -> 'codes') as codes (code)
    where cases.id = ${id} and code ->> 'key' = cases.resolution_code`.execute(world.runtime.db)
  return rows[0]?.early ?? false
}

/** Whether a case stands further along its drawn path than the stage it came from; beside the path is not further. */
export async function wentOn(world: World, id: string, from: string): Promise<boolean> {
  const { rows } = await sql<{ key: string; aside: boolean; here: boolean }>`
    select one ->> 'key' as key, coalesce((one ->> 'aside')::boolean, false) as aside,
      one ->> 'key' = cases.stage as here
    from cases
    join case_type_version as version on version.case_type_id = cases.type_id and version.version = cases.type_version,
    lateral jsonb_array_elements(version.definition -> 'stages') with ordinality as stages (one, place)
    where cases.id = ${id} order by place`.execute(world.runtime.db)
  const to = rows.findIndex((stage) => stage.here)
  return to > rows.findIndex((stage) => stage.key === from) && !rows[to]!.aside
}

/** The open cases that lack one of the four answers, read from the tables and from no rule. */
export async function unanswered(world: World): Promise<unknown[]> {
  const { rows } = await sql`
    select cases.number, cases.status, cases.stage, cases.owner_id, cases.queue_id, cases.routing_due_at,
      cases.next_step_due_at
    from cases
    join case_type_version as version on version.case_type_id = cases.type_id and version.version = cases.type_version
    join team on team.id = cases.team_id
    where cases.status in ('new', 'open', 'pending', 'on_hold') and (
      (cases.owner_id is null and (cases.queue_id is null or cases.routing_due_at is null or team.lead_id is null))
      or not exists (select from jsonb_array_elements(version.definition -> 'stages') as stages (one)
        where one ->> 'key' = cases.stage and one ->> 'status' in ('new', 'open', 'pending', 'on_hold'))
      or (cases.status in ('pending', 'on_hold') and cases.next_step_due_at is null)
      or not (cases.next_step_due_at is not null
        or exists (select from sla_clock where case_id = cases.id and state = 'running')
        or exists (select from task where case_id = cases.id and done_at is null and cancelled_at is null)))`.execute(
    world.runtime.db,
  )
  return rows
}
