import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Next steps of open cases that were to be done before now. */
export async function lateSteps(db: Db, now: Date): Promise<{ count: number; oldestDueAt: Date | null }> {
  const { rows } = await sql<{ count: number; oldestDueAt: Date | null }>`
    select count(*)::int as count, min(next_step_due_at) as "oldestDueAt" from cases
    where status in ('new', 'open', 'pending', 'on_hold') and coalesce(first_due_at, 'infinity') < ${now} and next_step_due_at < ${now}`.execute(
    db,
  )
  return rows[0]!
}
