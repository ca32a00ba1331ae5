import type { Db } from '../../../platform/context.ts'

/** Undefined where the task is not open any more, or somebody else's. */
export function giveTask(db: Db, id: string, fromId: string | null, toId: string | null) {
  return db
    .updateTable('task')
    .set((eb) => ({ owner_id: toId, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('owner_id', fromId === null ? 'is' : '=', fromId)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning(['id', 'case_id', 'title'])
    .executeTakeFirst()
}
