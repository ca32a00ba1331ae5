import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { DueFact } from '../rules/hand-over.ts'

export interface WorkRow {
  caseId: string
  taskId: string | null
  number: number
  subject: string
  account: string | null
  title: string | null
  dues: DueFact[]
}

/** Every open case and task of a person, as far as the reader may see the case. */
export async function openWorkOf(db: Db, actor: Actor, personId: string): Promise<WorkRow[]> {
  const cases = await db
    .selectFrom('cases')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .select(['cases.id as caseId', 'cases.number', 'cases.subject', 'account.name as account'])
    .select(['cases.next_step_due_at as nextDueAt', 'cases.next_step as nextStep'])
    .select(['cases.due_at as dueAt', 'cases.due_metric as dueMetric'])
    .where(visibleTo(actor))
    .where('cases.owner_id', '=', personId)
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .orderBy(sql`least(cases.next_step_due_at, cases.due_at)`)
    .orderBy('cases.number')
    .execute()
  const tasks = await db
    .selectFrom('task')
    .innerJoin('cases', 'cases.id', 'task.case_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .select(['cases.id as caseId', 'cases.number', 'cases.subject', 'account.name as account'])
    .select(['task.id as taskId', 'task.title', 'task.due_at as dueAt', 'task.owner_id as taskOwnerId'])
    .where((eb) => visibleTo(actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>))
    // Somebody else's task on their case is a reason to look after the case.
    .where((eb) => eb.or([eb('task.owner_id', '=', personId), eb('cases.owner_id', '=', personId)]))
    .where('task.kind', '=', 'task')
    .where('task.done_at', 'is', null)
    .where('task.cancelled_at', 'is', null)
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .orderBy('task.due_at')
    .orderBy('task.id')
    .execute()
  const due = (what: string, at: Date | null): DueFact[] => (at ? [{ what, at }] : [])
  return [
    ...cases.map(({ nextDueAt, nextStep, dueAt, dueMetric, ...row }) => ({
      ...row,
      taskId: null,
      title: null,
      dues: [
        ...due(nextStep ? 'the next step' : 'the follow-up', nextDueAt),
        ...due(`the ${(dueMetric ?? 'promise').replaceAll('_', ' ')}`, dueAt),
        ...tasks
          .filter(({ caseId }) => caseId === row.caseId)
          .flatMap((task) => due(`the task “${task.title}”`, task.dueAt)),
      ],
    })),
    ...tasks
      .filter(({ taskOwnerId }) => taskOwnerId === personId)
      .map(({ dueAt, taskOwnerId: _, ...row }) => ({ ...row, dues: due('the task', dueAt) })),
  ]
}

/** What was chosen and decided for a leave, and what became of it, as far as the reader may see the case. */
export function workOf(db: Db, actor: Actor, leaveId: string) {
  return db
    .selectFrom('hand_over')
    .innerJoin('cases', 'cases.id', 'hand_over.case_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('task', 'task.id', 'hand_over.task_id')
    .leftJoin('person as taker', 'taker.id', 'hand_over.moved_to_id')
    .selectAll('hand_over')
    .select(['cases.number', 'cases.subject', 'account.name as account', 'task.title', 'taker.name as takerName'])
    .where((eb) => visibleTo(actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>))
    .where('hand_over.leave_id', '=', leaveId)
    .orderBy('hand_over.decided_at')
    .orderBy('cases.number')
    .orderBy('hand_over.task_id', (order) => order.nullsFirst())
    .execute()
}
export type HandOverRow = Awaited<ReturnType<typeof workOf>>[number]

export interface Choice {
  id: string
  caseId: string
  taskId: string | null
  goes: string | null | undefined
  brief: string | null | undefined
  by: string | null
}

/** What is undefined stays as it was. */
export async function choose(db: Db, leaveId: string, choice: Choice): Promise<void> {
  const { id, caseId, taskId, goes, brief, by } = choice
  const change = {
    ...(goes !== undefined && { chosen: goes }),
    ...(brief !== undefined && { brief, brief_by: brief === null ? null : by }),
  }
  await db
    .insertInto('hand_over')
    .values({ id, leave_id: leaveId, case_id: caseId, task_id: taskId, ...change })
    .onConflict((conflict) =>
      conflict
        .columns(['leave_id', 'case_id', 'task_id'])
        .doUpdateSet(Object.keys(change).length > 0 ? change : { leave_id: leaveId }),
    )
    .execute()
}

export interface Decided {
  id: string
  caseId: string
  taskId: string | null
  goes: string
  because: string
}

/** Writes down what is decided; what has moved already, or was decided the same, stays as it is. */
export async function decide(db: Db, leaveId: string, decided: readonly Decided[], now: Date): Promise<void> {
  if (decided.length === 0) return
  await sql`insert into hand_over (id, leave_id, case_id, task_id, goes, because, decided_at)
    select id, ${leaveId}, "caseId", "taskId", goes, because, ${now}
    from json_to_recordset(${JSON.stringify(decided)}::json)
      as decided (id uuid, "caseId" uuid, "taskId" uuid, goes text, because text)
    on conflict (leave_id, case_id, task_id) do update
      set goes = excluded.goes, because = excluded.because, decided_at = excluded.decided_at, problem = null,
        moved_at = null, moved_to_id = null
      where hand_over.decided_at is null or hand_over.goes <> excluded.goes or hand_over.moved_at is not null`.execute(
    db,
  )
}

/** Some of what is to move, each in the hands of one worker. */
export function claimToMove(db: Db, leaveId: string, most: number, only?: string) {
  return (
    db
      .selectFrom('hand_over')
      .selectAll()
      .where('leave_id', '=', leaveId)
      .where('goes', 'in', ['deputy', 'queue'])
      .where('moved_at', 'is', null)
      .where('problem', 'is', null)
      .$if(only !== undefined, (q) => q.where('id', '=', only!))
      // A case before its tasks.
      .orderBy('task_id', (order) => order.nullsFirst())
      .orderBy('case_id')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .execute()
  )
}

/** Some of what went elsewhere and may come back, with how it stands now. */
export function claimToReturn(db: Db, leaveId: string, most: number, only?: string) {
  return db
    .selectFrom('hand_over')
    .selectAll('hand_over')
    .where('leave_id', '=', leaveId)
    .where('moved_at', 'is not', null)
    .where('returned_at', 'is', null)
    .where('kept_because', 'is', null)
    .$if(only !== undefined, (q) => q.where('id', '=', only!))
    .orderBy('task_id', (order) => order.nullsFirst())
    .orderBy('case_id')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function ownerNow(db: Db, caseId: string, taskId: string | null) {
  const { rows } = await sql<{ ownerId: string | null; ownerName: string | null; isOpen: boolean }>`
    select person.id as "ownerId", person.name as "ownerName",
      cases.status in ('new', 'open', 'pending', 'on_hold') and task.done_at is null and task.cancelled_at is null as "isOpen"
    from cases left join task on task.id = ${taskId}::uuid
      left join person on person.id = case when ${taskId}::uuid is null then cases.owner_id else task.owner_id end
    where cases.id = ${caseId}`.execute(db)
  return rows[0]
}

type Outcome = Partial<
  Record<'problem' | 'kept_because' | 'meanwhile' | 'moved_to_id' | 'brief', string | null> &
    Record<'moved_at' | 'returned_at', Date>
>

export async function settle(db: Db, id: string, outcome: Outcome): Promise<void> {
  await db.updateTable('hand_over').set(outcome).where('id', '=', id).execute()
}

/** How many of a leave moved, and came back or stayed elsewhere. */
export async function countsOf(db: Db, leaveId: string) {
  const { rows } = await sql<{ moved: number; stays: number; returned: number; kept: number; left: number }>`
    select count(*) filter (where moved_at is not null)::int as moved, count(*) filter (where goes = 'stay')::int as stays,
      count(*) filter (where returned_at is not null)::int as returned,
      count(*) filter (where kept_because is not null)::int as kept,
      count(*) filter (where (goes in ('deputy', 'queue') and moved_at is null and problem is null))::int as left
    from hand_over where leave_id = ${leaveId}`.execute(db)
  return rows[0]!
}

/** The deputy watches these from now on; what they watched before is not told of. */
export async function noteWatching(db: Db, leaveId: string, caseId: string, deputyId: string): Promise<void> {
  await db
    .updateTable('hand_over')
    .set({ watched_by: deputyId })
    .where('leave_id', '=', leaveId)
    .where('case_id', '=', caseId)
    .where('task_id', 'is', null)
    .execute()
}

export function watchedFor(db: Db, leaveId: string) {
  return db
    .selectFrom('hand_over')
    .select(['case_id as caseId', 'watched_by as watcherId'])
    .where('leave_id', '=', leaveId)
    .where('watched_by', 'is not', null)
    .execute()
}
