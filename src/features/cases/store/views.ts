import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'

/** Saved filters an actor sees: own, of their teams, and those shipped for everyone. */
export function viewsFor(db: Db, actor: Actor) {
  return db
    .selectFrom('saved_view')
    .leftJoin('team', 'team.id', 'saved_view.team_id')
    .selectAll('saved_view')
    .select('team.name as team_name')
    .where((eb) =>
      eb.or([
        eb.and([eb('saved_view.owner_id', 'is', null), eb('saved_view.team_id', 'is', null)]),
        ...(actor.kind === 'person' && actor.id ? [eb('saved_view.owner_id', '=', actor.id)] : []),
        ...(actor.teamIds.length > 0 ? [eb('saved_view.team_id', 'in', [...actor.teamIds])] : []),
      ]),
    )
    .orderBy(sql`saved_view.owner_id is null desc`)
    .orderBy('saved_view.position')
    .orderBy('saved_view.name')
    .execute()
}

export async function hasSharedViews(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('saved_view')
    .select('id')
    .where('owner_id', 'is', null)
    .where('team_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertView(
  db: Db,
  view: {
    id: string
    name: string
    ownerId: string | null
    teamId: string | null
    filter: unknown
    layout: unknown
    position: number
    now: Date
  },
) {
  await db
    .insertInto('saved_view')
    .values({
      id: view.id,
      name: view.name,
      owner_id: view.ownerId,
      team_id: view.teamId,
      filter: JSON.stringify(view.filter),
      layout: JSON.stringify(view.layout),
      position: view.position,
      created_at: view.now,
    })
    .execute()
}

/** Undefined when it is not the owner's, or `version` is no longer the current one. */
export function updateView(
  db: Db,
  id: string,
  ownerId: string,
  version: number,
  change: { name?: string | undefined; filter?: unknown; layout?: unknown; teamId?: string | null | undefined },
) {
  return db
    .updateTable('saved_view')
    .set({
      version: version + 1,
      ...(change.name !== undefined && { name: change.name }),
      ...(change.teamId !== undefined && { team_id: change.teamId }),
      ...(change.filter !== undefined && { filter: JSON.stringify(change.filter) }),
      ...(change.layout !== undefined && { layout: JSON.stringify(change.layout) }),
    })
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
}

export function deleteView(db: Db, id: string, ownerId: string) {
  return db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .returning('id')
    .executeTakeFirst()
}
