import { type RawBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { ApprovalFacts } from '../rules/approvals.ts'
import { standsOn, visibleTo } from '../visible.ts'

export function tasksOf(db: Db, caseId: string) {
  return db
    .selectFrom('task')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('person as doer', 'doer.id', 'task.done_by')
    .select([
      'task.id',
      'task.kind',
      'task.key',
      'task.title',
      'task.stage',
      'task.mandatory',
      'task.done_at as doneAt',
      'owner.name as owner',
      'doer.name as doneBy',
    ])
    .where('task.case_id', '=', caseId)
    .where('task.cancelled_at', 'is', null)
    .orderBy('task.position')
    .orderBy('task.id')
    .execute()
}

/** A child that was merged is waited for in the case it went into, unless that is the parent itself, or stands above it. */
export async function openChildrenOf(db: Db, caseId: string) {
  const { rows } = await sql<{ id: string; number: number; restricted: boolean }>`
    select id, number, restricted from cases where ${isOpenChild('cases', sql`${caseId}::uuid`)}`.execute(db)
  return rows
}

export const isOpenChild = (child: string, parentId: RawBuilder<unknown>) => {
  const of = (column: string) => sql.ref(`${child}.${column}`)
  return sql<boolean>`(${of('id')} in (select coalesce(hung.merged_into_id, hung.id) from cases hung
      where hung.parent_id = ${parentId})
    and ${of('id')} <> ${parentId}
    and not exists (select 1 from cases below where below.id = ${parentId} and below.parent_id = ${of('id')})
    and ${of('status')} in ('new', 'open', 'pending', 'on_hold'))`
}

/** The approvals that hold a case: the last round of each, with who decides what. */
export async function approvalsOf(db: Db, caseId: string): Promise<ApprovalFacts[]> {
  const { rows } = await sql<{
    held: ApprovalFacts[]
  }>`select ${approvalsOfCase(sql`${caseId}::uuid`)} as held`.execute(db)
  return rows[0]!.held
}

export const approvalsOfCase = (caseId: RawBuilder<unknown>) => sql<ApprovalFacts[]>`(
  select coalesce(json_agg(json_build_object('id', approval.id, 'key', approval.key, 'title', approval.title,
    'state', approval.state, 'stage', approval.stage, 'inOrder', approval.in_order, 'votes', (
      select coalesce(json_agg(json_build_object('decision', vote.decision,
        'name', coalesce(decider.name, stand_in.name, person.name)) order by vote.position), '[]')
      from approval_vote vote join person on person.id = vote.person_id
        left join person stand_in on stand_in.id = vote.stand_in_id
        left join person decider on decider.id = vote.decided_by
      where vote.approval_id = approval.id)) order by approval.requested_at, approval.id), '[]')
  from approval where approval.case_id = ${caseId} and approval.holds and not exists (
    select 1 from approval later where later.case_id = approval.case_id and later.key = approval.key
      and later.round > approval.round))`

/** The decision on work that no contract covers, where the type of the case asks for one. */
export function uncoveredWorkOf(db: Db, caseId: string): Promise<{ decidedBy: string | null } | undefined> {
  return db
    .selectFrom('case_coverage')
    .leftJoin('person', 'person.id', 'case_coverage.decided_by')
    .select((eb) =>
      eb
        .case()
        .when('case_coverage.decided_at', 'is not', null)
        .then(eb.fn.coalesce('person.name', eb.val('a key of the API')))
        .end()
        .as('decidedBy'),
    )
    .where('case_coverage.case_id', '=', caseId)
    .where('case_coverage.consequence', '=', 'approval')
    .executeTakeFirst()
}

/** With whom side conversations have not ended; a merged case brings its own. */
export function openSidesOf(db: Db, caseId: string) {
  return db
    .selectFrom('side_conversation')
    .innerJoin('cases as begun', 'begun.id', 'side_conversation.case_id')
    .innerJoin('person', 'person.id', 'side_conversation.owner_id')
    .select(['side_conversation.id', 'side_conversation.party', 'person.name as owner'])
    .where(standsOn(sql`${caseId}::uuid`))
    .where('side_conversation.status', '<>', 'closed')
    .orderBy('side_conversation.created_at')
    .orderBy('side_conversation.id')
    .execute()
}

/** As the gates look at them. */
const tasks = sql<Awaited<ReturnType<typeof tasksOf>>>`(
  select coalesce(json_agg(json_build_object('id', task.id, 'kind', task.kind, 'key', task.key, 'title', task.title,
    'stage', task.stage, 'mandatory', task.mandatory, 'doneAt', task.done_at, 'owner', owner.name, 'doneBy', doer.name)
    order by task.position, task.id), '[]')
  from task left join person owner on owner.id = task.owner_id left join person doer on doer.id = task.done_by
  where task.case_id = cases.id and task.cancelled_at is null)`

const openChildren = sql<{ number: number; restricted: boolean }[]>`(
  select coalesce(json_agg(json_build_object('number', child.number, 'restricted', child.restricted)), '[]') from cases child
  where ${isOpenChild('child', sql.ref('cases.id'))})`

const openSides = sql<{ id: string; party: string; owner: string }[]>`(
  select coalesce(json_agg(json_build_object('id', side.id, 'party', side.party, 'owner', person.name)
    order by side.created_at, side.id), '[]')
  from side_conversation side join cases begun on begun.id = side.case_id join person on person.id = side.owner_id
  where ${standsOn()} and side.status <> 'closed')`

const uncoveredWork = sql<{ decidedBy: string | null } | null>`(
  select json_build_object('decidedBy', case when decided_at is not null then coalesce(person.name, 'a key of the API') end)
  from case_coverage left join person on person.id = case_coverage.decided_by
  where case_id = cases.id and consequence = 'approval')`

/** What the gates of the cases of a query look at, beside their own rows. */
export const gateSources = [
  tasks.as('tasks'),
  openChildren.as('openChildren'),
  approvalsOfCase(sql`cases.id`).as('approvals'),
  openSides.as('openSides'),
  uncoveredWork.as('uncoveredWork'),
] as const

/** Cases with all that their gates look at, those that the reader may see. */
export function casesAtGates(db: Db, actor: Actor, ids: readonly string[]) {
  return db
    .selectFrom('cases')
    .leftJoin('person as owner', 'owner.id', 'cases.owner_id')
    .selectAll('cases')
    .select(['owner.name as ownerName', ...gateSources])
    .where(visibleTo(actor))
    .where(sql<boolean>`cases.id = any(${[...ids]}::uuid[])`)
    .execute()
}
