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

export async function sampleCases(db: Db, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('sla_case').select('case_id').orderBy(sql`random()`).limit(limit).execute()
  return rows.map((row) => row.case_id)
}
