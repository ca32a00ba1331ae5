import type { Db } from '../../../platform/context.ts'

/** Open cases whose next step is somebody's, and which somebody else has, or nobody; locked in order. */
export function stepsOf(db: Db, personId: string) {
  return db
    .selectFrom('cases')
    .select(['id', 'status', 'next_step as text', 'owner_id as ownerId', 'next_step_automatic as automatic'])
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('next_step_person_id', '=', personId)
    .where('owner_id', 'is distinct from', personId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function watchedBy(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('watcher')
    .select('case_id')
    .where('person_id', '=', personId)
    .orderBy('case_id')
    .execute()
  return rows.map((row) => row.case_id)
}
