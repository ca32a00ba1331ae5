import type { Db } from '../../../platform/context.ts'

export function tasksOf(db: Db, caseId: string) {
  return db
    .selectFrom('task')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('person as doer', 'doer.id', 'task.done_by')
    .select([
      'task.id',
      'task.kind',
      'task.key',
      'task.title',
      'task.stage',
      'task.mandatory',
      'task.done_at as doneAt',
      'owner.name as owner',
      'doer.name as doneBy',
    ])
    .where('task.case_id', '=', caseId)
    .where('task.cancelled_at', 'is', null)
    .orderBy('task.position')
    .orderBy('task.id')
    .execute()
}

export function openChildrenOf(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('parent_id', '=', caseId)
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .execute()
}

/** The decision on work that no contract covers, where the type of the case asks for one. */
export function uncoveredWorkOf(db: Db, caseId: string): Promise<{ decidedBy: string | null } | undefined> {
  return db
    .selectFrom('case_coverage')
    .leftJoin('person', 'person.id', 'case_coverage.decided_by')
    .select((eb) =>
      eb
        .case()
        .when('case_coverage.decided_at', 'is not', null)
        .then(eb.fn.coalesce('person.name', eb.val('a key of the API')))
        .end()
        .as('decidedBy'),
    )
    .where('case_coverage.case_id', '=', caseId)
    .where('case_coverage.consequence', '=', 'approval')
    .executeTakeFirst()
}
