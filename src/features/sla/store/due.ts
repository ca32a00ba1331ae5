import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/**
 * Cases with a clock that something happens to by `now`, locked, and how many clocks that were. What others work on is
 * passed over inside, so that whoever looks at the same time finds other cases.
 */
export async function claimDue(db: Db, now: Date, limit: number): Promise<{ caseIds: string[]; clocks: number }> {
  const { rows } = await sql<{ id: string }>`
    select cases.id from sla_clock join cases on cases.id = sla_clock.case_id
    where wake_at <= ${now} order by wake_at limit ${limit} for update of cases skip locked`.execute(db)
  return { caseIds: [...new Set(rows.map(({ id }) => id))], clocks: rows.length }
}

/** The next instant at which a clock wants to be looked at. */
export async function nextWake(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('sla_clock')
    .select('wake_at')
    .where('wake_at', 'is not', null)
    .orderBy('wake_at')
    .limit(1)
    .executeTakeFirst()
  return row?.wake_at ?? null
}

/** Clocks that could not be looked at are left alone for a while, so that they do not keep others waiting. */
export async function postpone(db: Db, caseId: string, now: Date, until: Date): Promise<void> {
  await db
    .updateTable('sla_clock')
    .set({ wake_at: until })
    .where('case_id', '=', caseId)
    .where('wake_at', '<=', now)
    .execute()
}

/** Cases behind `after` whose time an older engine kept and nobody works on at the moment, in order of id, locked. */
export async function olderCases(db: Db, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select cases.id from sla_case join cases on cases.id = sla_case.case_id
    where engine < 2 and (${after}::uuid is null or case_id > ${after}::uuid)
    order by case_id limit ${limit} for update of cases skip locked`.execute(db)
  return rows.map(({ id }) => id)
}
