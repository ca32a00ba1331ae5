import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { instantOfId } from '../../../platform/ids.ts'
import type { TimelineEvent } from '../rules/timeline.ts'

/** The whole timeline of a case in the order in which it was written. */
export async function timelineOf(db: Db, caseId: string): Promise<TimelineEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'name', 'at', 'cause_id', 'content'])
    .where('chain_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    at: row.at.getTime(),
    recordedAt: instantOfId(row.id).getTime(),
    causeId: row.cause_id,
    content: (row.content ?? {}) as Record<string, unknown>,
  }))
}

/** Who last set the due date of a clock by hand, and why; null where nobody did. */
export async function pinOf(db: Db, caseId: string, clockId: string) {
  const row = await db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select(['event.at', 'person.name', sql<string | null>`event.content->>'because'`.as('because')])
    .where('event.case_id', '=', caseId)
    .where('event.name', '=', 'clock.due_pinned')
    .where(sql<boolean>`event.content->>'clockId' = ${clockId}`)
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.at.toISOString(), by: row.name, because: row.because } : null
}
