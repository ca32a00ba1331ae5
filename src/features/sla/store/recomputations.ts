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

export interface DoneBatch {
  done: number
  /** Those of them that keep the clocks they had. */
  failed: readonly string[]
  /** The last case of the batch before, and of this one. */
  after: string | null
  reached: string | null
  finishedAt: Date | null
}

/** Counts a batch as done, in the transaction that did it; false where it was counted before. */
export async function noteBatch(
  db: Db,
  id: string,
  { done, failed, after, reached, finishedAt }: DoneBatch,
): Promise<boolean> {
  const noted = await db
    .updateTable('recomputation')
    .set({ done: sql`done + ${done}`, failed: sql`failed + ${failed.length}`, reached, finished_at: finishedAt })
    .set({ failed_cases: sql`failed_cases || ${[...failed]}::uuid[]` })
    .where('id', '=', id)
    .where(sql<boolean>`reached is not distinct from ${after}::uuid`)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
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
