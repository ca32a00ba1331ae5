import type { Actor, Db } from '../../../platform/context.ts'
import { findActors } from '../store/access.ts'
import { actorOf } from './authenticate.ts'

/** These people as actors, with the rights that they have at this moment; who has left is none. */
export async function actorsOf(db: Db, ids: readonly string[]): Promise<Actor[]> {
  return ids.length === 0 ? [] : (await findActors(db, ids)).map(actorOf)
}
