import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** A step that both types ask for stays as well: the other case has its own. */
export async function moveTasks(db: Db, fromCaseId: string, toCaseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update task set case_id = ${toCaseId}
    where case_id = ${fromCaseId} and kind = 'task' and cancelled_at is null
      and (key is null or (done_at is not null and not exists (
        select 1 from task as own where own.case_id = ${toCaseId} and own.key = task.key)))
    returning id`.execute(db)
  return rows.map(({ id }) => id).toSorted()
}

export async function returnTasks(db: Db, ids: readonly string[], fromCaseId: string, toCaseId: string): Promise<void> {
  await sql`update task set case_id = ${toCaseId}
    where case_id = ${fromCaseId} and id = any(${[...ids]}::uuid[])`.execute(db)
}
