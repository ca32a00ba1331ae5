import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Whether a letter of the resolution that stands cannot be read by the one it went to. */
export async function isAnyUnread(db: Db, caseId: string, resolvedAt: Date | null): Promise<boolean> {
  const { rows } = await sql<{ unread: boolean }>`
    select exists (select from message where case_id = ${caseId} and automatic and flags ->> 'letter' = 'resolution'
      and created_at >= ${resolvedAt} and undone_at is null and uncounted_since is not null) as unread`.execute(db)
  return rows[0]!.unread
}
