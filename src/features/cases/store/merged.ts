import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/**
 * Locks both cases and those that follow them (merged earlier, children, incidents), all in the order of their ids: two
 * merges in opposite directions take turns. Families are put together one after the other, as links are.
 */
export async function lockFamilies(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('families of cases'))`.execute(db)
  await sql`select id from cases where id = any(${[...ids]}::uuid[]) or id in (
      select id from cases where merged_into_id = any(${[...ids]}::uuid[])
      union select id from cases where parent_id = any(${[...ids]}::uuid[])
      union select id from cases where problem_id = any(${[...ids]}::uuid[]))
    order by id for update`.execute(db)
}

type Link = 'merged_into_id' | 'parent_id' | 'problem_id'

/** Whatever hangs on one case hangs on the other from now on; answers with the ids. Never a case on itself. */
export async function relink(db: Db, link: Link, fromId: string, toId: string): Promise<string[]> {
  const rows = await db
    .updateTable('cases')
    .set({ [link]: toId })
    .where(link, '=', fromId)
    .where('id', '!=', toId)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).toSorted()
}

/** Writes what a case hangs on. */
export async function hangOn(
  db: Db,
  id: string,
  links: { parent_id?: string | null; problem_id?: string | null },
): Promise<void> {
  await db.updateTable('cases').set(links).where('id', '=', id).execute()
}

/** The same back, where nobody has hung it elsewhere since. */
export async function hangAgain(
  db: Db,
  link: 'parent_id' | 'problem_id',
  id: string,
  { on, where }: { on: string; where: string | null },
): Promise<void> {
  await db
    .updateTable('cases')
    .set({ [link]: on })
    .where('id', '=', id)
    .where(link, 'is not distinct from', where)
    .execute()
}

/** Those of the ids that still hang on the one case hang on the other again. */
export async function relinkThese(
  db: Db,
  link: Link,
  ids: readonly string[],
  fromId: string,
  toId: string,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('cases')
    .set({ [link]: toId })
    .where('id', 'in', [...ids])
    .where(link, '=', fromId)
    .execute()
}

/** The people whom the second case has no watching yet get its watch; answers with their ids. */
export async function copyWatchers(db: Db, fromId: string, toId: string, only: readonly string[]): Promise<string[]> {
  if (only.length === 0) return []
  const rows = await db
    .insertInto('watcher')
    .columns(['case_id', 'person_id', 'since'])
    .expression((eb) =>
      eb
        .selectFrom('watcher')
        .select([sql<string>`${toId}::uuid`.as('case_id'), 'person_id', 'since'])
        .where('case_id', '=', fromId)
        .where('person_id', 'in', [...only]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id).toSorted()
}

export async function removeWatchers(db: Db, caseId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await db
    .deleteFrom('watcher')
    .where('case_id', '=', caseId)
    .where('person_id', 'in', [...people])
    .execute()
}
