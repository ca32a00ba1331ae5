import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

// Acknowledgements and words at a stage are over by then; what people wrote is not unless its case was withdrawn, and
// the question of a resolution is not while that stands.
const waiting = sql`from message join cases on cases.id = message.case_id
  where message.delivery = 'kept' and message.uncounted_since is not null and message.undone_at is null
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

/** The oldest first, so that a customer reads them in their order. */
export async function waitingIds(db: Db, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select message.id ${waiting} order by message.created_at, message.id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}
