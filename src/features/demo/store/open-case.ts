import type { Db } from '../../../platform/context.ts'

/** The demo case in work of a colleague that was opened last. */
export async function openCaseOf(db: Db, ownerId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('owner_id', '=', ownerId)
    .where('status', '=', 'open')
    .where('demo', '=', true)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
