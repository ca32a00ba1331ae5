import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../../platform/context.ts'
import { insertRows } from '../../platform/gathered.ts'
import type { Task } from '../../platform/tables.gen.ts'
import { updateAtVersion } from '../../platform/versions.ts'

export async function insertTasks(db: Db, rows: Insertable<Task>[]): Promise<void> {
  await insertRows(db, 'task', rows)
}

export function tasks(db: Db) {
  return db
    .selectFrom('task')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('person as doer', 'doer.id', 'task.done_by')
    .leftJoin('person as giver', 'giver.id', 'task.promised_by')
    .leftJoin('team', 'team.id', 'task.team_id')
    .innerJoin('cases', 'cases.id', 'task.case_id')
    .selectAll('task')
    .select([
      'cases.team_id as case_team_id',
      'owner.name as owner_name',
      'doer.name as doer_name',
      'giver.name as giver_name',
      'team.name as team_name',
    ])
}

export function tasksOfCase(db: Db, caseId: string) {
  return tasks(db)
    .where('task.case_id', '=', caseId)
    .where('task.cancelled_at', 'is', null)
    .orderBy('task.position')
    .orderBy('task.id')
    .execute()
}

export function findTask(db: Db, id: string) {
  return tasks(db).where('task.id', '=', id).where('task.cancelled_at', 'is', null).executeTakeFirst()
}

/** False when `version` is no longer the current one. */
export const updateTask = (db: Db, id: string, version: number, change: Updateable<Task>): Promise<boolean> =>
  updateAtVersion(db, 'task', id, version, change)

/** That a task can be begun is no change of anybody's: whoever has it open ticks it without a conflict. */
export async function startTask(
  db: Db,
  id: string,
  change: Pick<Updateable<Task>, 'startable_at' | 'due_at' | 'remind_at'>,
): Promise<void> {
  await db.updateTable('task').set(change).where('id', '=', id).execute()
}

export async function withdrawSpawned(
  db: Db,
  caseId: string,
  stage: string,
  spawnedAt: Date,
  now: Date,
): Promise<void> {
  await db
    .updateTable('task')
    .set((eb) => ({ cancelled_at: now, version: eb('version', '+', 1) }))
    .where('case_id', '=', caseId)
    .where('stage', '=', stage)
    .where('created_at', '=', spawnedAt)
    .where('created_by', 'is', null)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute()
}

export const taker = (db: Db, id: string) =>
  db
    .selectFrom('person')
    .select(['name', 'role'])
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()

export async function leadOf(db: Db, teamId: string): Promise<string | null> {
  const row = await db.selectFrom('team').select('lead_id').where('id', '=', teamId).executeTakeFirst()
  return row?.lead_id ?? null
}

/** Teams by their names in lower case, those of these that there are. */
export async function teamsNamed(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const lower = names.map((name) => name.toLowerCase())
  const rows = await db
    .selectFrom('team')
    .select(['id', sql<string>`lower(name)`.as('name')])
    .where(sql<boolean>`lower(name) = any(${lower}::text[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}

export async function teamExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('team').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Cancels what the case's type asked for and nobody has done yet; work added by hand stays. */
export function cancelOpenOfType(db: Db, caseId: string, now: Date) {
  return db
    .updateTable('task')
    .set((eb) => ({ cancelled_at: now, version: eb('version', '+', 1) }))
    .where('case_id', '=', caseId)
    .where('key', 'is not', null)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning(['id', 'title'])
    .execute()
}

export async function nextPosition(db: Db, caseId: string): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

export type TaskRow = NonNullable<Awaited<ReturnType<typeof findTask>>>
