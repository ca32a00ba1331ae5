import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface Begun {
  id: string
  because: string
  about: string
  total: number
  begun_at: Date
}

export async function insertRecomputation(db: Db, row: Begun): Promise<void> {
  await db.insertInto('recomputation').values(row).execute()
}

/** Counts a batch as done, in the transaction that did it. */
export async function noteBatch(
  db: Db,
  id: string,
  { done, failed, finishedAt }: { done: number; failed: number; finishedAt: Date | null },
): Promise<void> {
  await db
    .updateTable('recomputation')
    .set({ done: sql`done + ${done}`, failed: sql`failed + ${failed}`, finished_at: finishedAt })
    .where('id', '=', id)
    .execute()
}

/** Those that are under way, and those that ended after `since`; the newest first. */
export function recentRecomputations(db: Db, since: Date) {
  return db
    .selectFrom('recomputation')
    .selectAll()
    .where((eb) => eb.or([eb('finished_at', 'is', null), eb('finished_at', '>', since)]))
    .orderBy('begun_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}
