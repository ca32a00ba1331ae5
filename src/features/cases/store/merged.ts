import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/**
 * Locks both cases and those that follow them (merged earlier, children, incidents, follow-ups), all in the order of
 * their ids: two merges in opposite directions take turns. Families are put together one after the other, as links are.
 */
export async function lockFamilies(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('families of cases'))`.execute(db)
  await sql`select id from cases where id = any(${[...ids]}::uuid[]) or id in (
      select id from cases where merged_into_id = any(${[...ids]}::uuid[])
      union select id from cases where parent_id = any(${[...ids]}::uuid[])
      union select id from cases where problem_id = any(${[...ids]}::uuid[])
      union select id from cases where follow_up_of_id = any(${[...ids]}::uuid[]))
    order by id for update`.execute(db)
}

type Link = 'merged_into_id' | Upward

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

export type Upward = 'parent_id' | 'problem_id' | 'follow_up_of_id'

/** Writes what a case hangs on; with `where`, only if it still hangs there. */
export async function hang(
  db: Db,
  id: string,
  link: Upward,
  { on, where }: { on: string | null; where?: string | null },
): Promise<void> {
  await db
    .updateTable('cases')
    .set({ [link]: on })
    .where('id', '=', id)
    .$if(where !== undefined, (query) => query.where(link, 'is not distinct from', where!))
    .execute()
}

/** Whatever is related to the first case is to the second from now on; answers with what was not before. */
export async function copyRelations(db: Db, fromId: string, toId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into case_relation (one_id, other_id, linked_at, linked_by)
    select least(other, ${toId}::uuid), greatest(other, ${toId}::uuid), linked_at, linked_by from (
      select case when one_id = ${fromId} then other_id else one_id end as other, linked_at, linked_by
      from case_relation where one_id = ${fromId} or other_id = ${fromId}) as related
    where other <> ${toId} on conflict do nothing
    returning case when one_id = ${toId} then other_id else one_id end as id`.execute(db)
  return rows.map(({ id }) => id).toSorted()
}

export async function removeRelations(db: Db, id: string, others: readonly string[]): Promise<void> {
  if (others.length === 0) return
  await sql`delete from case_relation where (one_id = ${id} and other_id = any(${[...others]}::uuid[]))
    or (other_id = ${id} and one_id = any(${[...others]}::uuid[]))`.execute(db)
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
