import { type Insertable, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { ProblemClosing } from '../../../platform/tables.gen.ts'
import { visibleTo } from '../../cases/visible.ts'

export interface OpenIncident {
  id: string
  typeId: string
  typeVersion: number
}

/** The open incidents of a problem that the reader may see, in order of their numbers. */
export function openIncidents(db: Db, actor: Actor, problemId: string): Promise<OpenIncident[]> {
  return db
    .selectFrom('cases')
    .select(['cases.id', 'cases.type_id as typeId', 'cases.type_version as typeVersion'])
    .where(visibleTo(actor))
    .where('cases.problem_id', '=', problemId)
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .orderBy('cases.number')
    .execute()
}

export async function insertClosing(
  db: Db,
  closing: Insertable<ProblemClosing>,
  cases: readonly { id: string; code: string | null }[],
): Promise<void> {
  await db.insertInto('problem_closing').values(closing).execute()
  await sql`insert into problem_closing_case (closing_id, case_id, code)
    select ${closing.id}, id, code from json_to_recordset(${JSON.stringify(cases)}::json)
      as row (id uuid, code text)`.execute(db)
}

export function findClosing(db: Db, id: string) {
  return db
    .selectFrom('problem_closing')
    .innerJoin('cases', 'cases.id', 'problem_closing.problem_id')
    .selectAll('problem_closing')
    .select(['cases.number', 'cases.restricted', 'cases.status'])
    .where('problem_closing.id', '=', id)
    .executeTakeFirst()
}

const waiting = (db: Db, closingId: string) =>
  db
    .selectFrom('problem_closing_case')
    .where('closing_id', '=', closingId)
    .where('resolved_at', 'is', null)
    .where('left_because', 'is', null)

export function nextIncident(db: Db, closingId: string, tried: readonly string[]) {
  return waiting(db, closingId)
    .select('case_id as caseId')
    .$if(tried.length > 0, (q) => q.where('case_id', 'not in', [...tried]))
    .orderBy('case_id')
    .limit(1)
    .executeTakeFirst()
}

/** Taken for this transaction; undefined where somebody else has it, or was faster. */
export function claimIncident(db: Db, closingId: string, caseId: string) {
  return waiting(db, closingId).selectAll().where('case_id', '=', caseId).forUpdate().skipLocked().executeTakeFirst()
}

export async function countWaiting(db: Db, closingId: string): Promise<number> {
  const { count } = await waiting(db, closingId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** False where it was noted already. */
export async function noteIncident(
  db: Db,
  closingId: string,
  caseId: string,
  outcome: { resolved_at: Date } | { left_because: string; missing: string },
): Promise<boolean> {
  const noted = await db
    .updateTable('problem_closing_case')
    .set(outcome)
    .where('closing_id', '=', closingId)
    .where('case_id', '=', caseId)
    .where('resolved_at', 'is', null)
    .where('left_because', 'is', null)
    .returning('case_id')
    .executeTakeFirst()
  return noted !== undefined
}

export async function underWay(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('problem_closing').select('id').where('finished_at', 'is', null).execute()
  return rows.map(({ id }) => id)
}

/** Whatever waits of it stays as it is. */
export async function leaveRest(db: Db, closingId: string, because: string): Promise<void> {
  await db
    .updateTable('problem_closing_case')
    .set({ left_because: because, missing: '[]' })
    .where('closing_id', '=', closingId)
    .where('resolved_at', 'is', null)
    .where('left_because', 'is', null)
    .execute()
}

/** What came of it; undefined where somebody else has ended it. */
export async function finishClosing(
  db: Db,
  id: string,
  now: Date,
): Promise<{ resolved: number; left: number } | undefined> {
  const { rows } = await sql<{ resolved: number; left: number }>`
    with finished as (
      update problem_closing set finished_at = ${now} where id = ${id} and finished_at is null returning id)
    select count(resolved_at)::int as resolved, count(left_because)::int as left
    from problem_closing_case join finished on finished.id = closing_id having count(*) > 0`.execute(db)
  return rows[0]
}

export interface ShownClosing {
  id: string
  begunAt: Date
  finishedAt: Date | null
  total: number
  resolved: number
  left: { caseId: string; number: number; because: string; missing: unknown[] | null }[]
}

export async function shownClosings(db: Db, problemId: string, limit: number): Promise<ShownClosing[]> {
  const { rows } = await sql<ShownClosing>`
    select id, begun_at as "begunAt", finished_at as "finishedAt", sums.*
    from problem_closing cross join lateral (
      select count(*)::int as total, count(problem_closing_case.resolved_at)::int as resolved,
        coalesce(json_agg(json_build_object('caseId', case_id, 'number', cases.number, 'because', left_because,
          'missing', missing) order by cases.number) filter (where left_because is not null), '[]') as left
      from problem_closing_case join cases on cases.id = case_id where closing_id = problem_closing.id) as sums
    where problem_id = ${problemId} order by begun_at desc, id desc limit ${limit}`.execute(db)
  return rows
}
