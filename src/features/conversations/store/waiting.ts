import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

// Kept because nothing carried it out, whenever that was; what was kept for another reason may have left and says so itself.
// Acknowledgements and words at a stage are over by then; what people wrote is not unless its case was withdrawn, and
// the question of a resolution is not while that stands.
const waiting = sql`from message join cases on cases.id = message.case_id
  where message.delivery = 'kept' and message.delivery_error is null and message.undone_at is null
    and not cases.demo
    and case when message.automatic then message.flags ->> 'letter' = 'resolution' and cases.status = 'resolved'
        and message.created_at >= cases.resolved_at
      else cases.status <> 'closed' or not exists (
        select from event where event.case_id = cases.id and event.name = 'case.withdrawn') end`

export async function countWaiting(db: Db): Promise<{ count: number; oldestAt: Date | null }> {
  const { rows } = await sql<{ count: number; oldestAt: Date | null }>`
    select count(*)::int as count, min(message.created_at) as "oldestAt" ${waiting}`.execute(db)
  return rows[0]!
}

export interface Place {
  caseId: string
  id: string
}

/** Case after case, as whatever changes several locks them; those of one case in the order in which they were written. */
export async function nextWaiting(db: Db, after: Place | null, most: number): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select message.case_id as "caseId", message.id ${waiting}
      ${after ? sql`and (message.case_id, message.id) > (${after.caseId}::uuid, ${after.id}::uuid)` : sql``}
    order by message.case_id, message.id limit ${most}`.execute(db)
  return rows
}

/** Whether a job that sends them has not come to its end. */
export async function isSending(db: Db, job: string): Promise<boolean> {
  const { rows } = await sql<{ sending: boolean }>`
    select exists (select from graphile_worker.jobs
      where task_identifier = ${job} and attempts < max_attempts) as sending`.execute(db)
  return rows[0]!.sending
}
