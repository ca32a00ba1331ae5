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

/** Every open task of a person with the team of its case, locked in order. */
export function openTasksOf(db: Db, personId: string) {
  return db
    .selectFrom('task')
    .innerJoin('cases', 'cases.id', 'task.case_id')
    .select(['task.id', 'task.case_id as caseId', 'cases.team_id as teamId'])
    .where('task.owner_id', '=', personId)
    .where('task.done_at', 'is', null)
    .where('task.cancelled_at', 'is', null)
    .orderBy('task.id')
    .forUpdate('task')
    .execute()
}
