import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../visible.ts'
import { isId } from './read.ts'

/** Actors whose predicates go into one question. */
const actorsAtOnce = 200

/** Of the cases of these ids, which of the actors may see each. */
export async function whoSees(
  db: Db,
  actors: readonly Actor[],
  ids: ReadonlySet<string>,
): Promise<Map<string, Set<Actor>>> {
  const seenBy = new Map([...ids].map((id) => [id, new Set<Actor>()]))
  const known = [...ids].filter(isId)
  for (let from = 0; from < actors.length && known.length > 0; from += actorsAtOnce) {
    const some = actors.slice(from, from + actorsAtOnce)
    const rows = await db
      .selectFrom('cases')
      .select('cases.id')
      .select((eb) => sql<boolean[]>`array[${sql.join(some.map((actor) => visibleTo(actor)(eb)))}]`.as('sees'))
      .where(sql<boolean>`cases.id = any(${known}::uuid[])`)
      .execute()
    for (const { id, sees } of rows)
      for (const [place, actor] of some.entries()) if (sees[place]) seenBy.get(id)!.add(actor)
  }
  return seenBy
}

/** Whether there is a restricted case that one sees and the other does not. */
export async function seesMoreThan(db: Db, one: Actor, other: Actor): Promise<boolean> {
  const found = await db
    .selectFrom('cases')
    .select('cases.id')
    .where('cases.restricted', '=', true)
    .where(visibleTo(one))
    .where((eb) => eb.not(visibleTo(other)(eb)))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
