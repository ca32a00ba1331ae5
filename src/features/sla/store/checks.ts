import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export async function sampleCases(db: Db, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('sla_case').select('case_id').orderBy(sql`random()`).limit(limit).execute()
  return rows.map((row) => row.case_id)
}

/** Everything that is read in it is of one instant, however busy the case is. */
export function inSnapshot<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)
}

/** The cases that differed when it was looked the last time, those of them that are still there. */
export async function lastDifferences(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select sla_case.case_id as id from sla_case where case_id in (
      select (found->>'caseId')::uuid from (select differences from clock_check order by checked_at desc limit 1) last,
        jsonb_array_elements(last.differences) found)`.execute(db)
  return rows.map(({ id }) => id)
}

const keptDays = 90

export async function storeCheck(
  db: Db,
  check: { id: string; at: Date; cases: number; found: readonly { caseId: string; what: string[] }[] },
): Promise<void> {
  const { id, at, cases, found } = check
  await db
    .insertInto('clock_check')
    .values({ id, checked_at: at, cases, differences: JSON.stringify(found) })
    .execute()
  await sql`delete from clock_check where checked_at < ${at}::timestamptz - ${keptDays} * interval '1 day'`.execute(db)
}
