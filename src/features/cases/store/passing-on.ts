import type { Db } from '../../../platform/context.ts'

/** Open cases whose next step is one of these people's, and which somebody else has, or nobody; locked in order. */
export function stepsOf(db: Db, personIds: readonly string[]) {
  return db
    .selectFrom('cases')
    .select(['id', 'status', 'next_step as text', 'owner_id as ownerId', 'next_step_automatic as automatic'])
    .select('next_step_person_id as personId')
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('next_step_person_id', 'in', [...personIds])
    .whereRef('next_step_person_id', 'is distinct from', 'owner_id')
    .orderBy('id')
    .forUpdate()
    .execute()
}
