import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Open cases whose time a change can touch, in order of id, from behind `after` on. */
export async function liveCases(
  db: Db,
  { calendarId, teamId, after }: { calendarId: string | null; teamId: string | null; after: string | null },
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('sla_case')
    .select('case_id')
    .where('live', '=', true)
    .$if(calendarId !== null, (q) => q.where(sql<boolean>`calendar_ids @> array[${calendarId}::uuid]`))
    .$if(teamId !== null, (q) => q.where('team_id', '=', teamId))
    .$if(after !== null, (q) => q.where('case_id', '>', after!))
    .orderBy('case_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.case_id)
}
