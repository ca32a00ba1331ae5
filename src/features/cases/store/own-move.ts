import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Open cases of others whose next step is somebody's, and resolved ones of theirs on which it is our move again. */
export async function movesOf(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where next_step_person_id = ${personId} and next_step_person_id is distinct from owner_id
      and next_step_whose = 'us' and status in ('new', 'open', 'pending', 'on_hold')
    union all
    select id from cases where owner_id = ${personId} and status = 'resolved' and next_step_whose = 'us'`.execute(db)
  return rows.map(({ id }) => id)
}
