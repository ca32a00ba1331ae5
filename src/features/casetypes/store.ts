import type { Db } from '../../platform/context.ts'
import type { CaseTypeDefinition } from './contract.ts'
import { asPublished } from './rules.ts'

/** A published version never changes, so it is read once. */
const published = new Map<string, CaseTypeDefinition>()

export async function definitionOf(db: Db, typeId: string, version: number): Promise<CaseTypeDefinition> {
  const key = `${typeId} ${version}`
  const known = published.get(key)
  if (known) return known
  const row = await db
    .selectFrom('case_type_version')
    .select('definition')
    .where('case_type_id', '=', typeId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  const definition = asPublished(row.definition)
  published.set(key, definition)
  return definition
}

export interface TypeRow {
  id: string
  key: string
  version: number
  teamId: string | null
  queueId: string | null
  disabledAt: Date | null
}

export function allTypes(db: Db): Promise<TypeRow[]> {
  return db
    .selectFrom('case_type')
    .select(['id', 'key', 'version', 'team_id as teamId', 'queue_id as queueId', 'disabled_at as disabledAt'])
    .orderBy('position')
    .orderBy('key')
    .execute()
}

export function findType(db: Db, id: string): Promise<TypeRow | undefined> {
  return db
    .selectFrom('case_type')
    .select(['id', 'key', 'version', 'team_id as teamId', 'queue_id as queueId', 'disabled_at as disabledAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export function listWithCounts(db: Db) {
  return db
    .selectFrom('case_type')
    .innerJoin('case_type_version', (join) =>
      join
        .onRef('case_type_version.case_type_id', '=', 'case_type.id')
        .onRef('case_type_version.version', '=', 'case_type.version'),
    )
    .leftJoin('team', 'team.id', 'case_type.team_id')
    .leftJoin('queue', 'queue.id', 'case_type.queue_id')
    .select((eb) => [
      'case_type.id',
      'case_type.key',
      'case_type.version',
      'case_type.disabled_at',
      'case_type_version.definition',
      'team.id as team_id',
      'team.name as team_name',
      'queue.id as queue_id',
      'queue.name as queue_name',
      eb
        .selectFrom('cases')
        .select(({ fn }) => fn.countAll<number>().as('open'))
        .whereRef('cases.type_id', '=', 'case_type.id')
        .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
        .as('open_cases'),
    ])
    .orderBy('case_type.position')
    .orderBy('case_type.key')
    .execute()
}

export function openByVersionAndStage(db: Db, typeId: string) {
  return db
    .selectFrom('cases')
    .select(({ fn }) => ['type_version as version', 'stage', fn.countAll<number>().as('open')])
    .where('type_id', '=', typeId)
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .groupBy(['type_version', 'stage'])
    .orderBy('type_version', 'desc')
    .execute()
}

/** Those of these teams that there are. */
export async function knownTeams(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.selectFrom('team').select('id').where('id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

/** Which of these people are here. */
export async function knownPeople(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Roles of one's own that there are, which stay until the transaction ends. */
export async function knownRoles(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('role')
    .select('id')
    .where('id', 'in', ids)
    .where('shipped', '=', false)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return rows.map(({ id }) => id)
}

/** False where another type of that key came meanwhile. */
export async function insertType(
  db: Db,
  type: {
    id: string
    key: string
    position: number
    teamId: string | null
    queueId: string | null
    definition: CaseTypeDefinition
  },
  now: Date,
): Promise<boolean> {
  const made = await db
    .insertInto('case_type')
    .values({
      id: type.id,
      key: type.key,
      position: type.position,
      team_id: type.teamId,
      queue_id: type.queueId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await insertVersion(db, type.id, 1, type.definition, null, now)
  return true
}

export async function insertVersion(
  db: Db,
  typeId: string,
  version: number,
  definition: CaseTypeDefinition,
  by: string | null,
  now: Date,
): Promise<void> {
  await db
    .insertInto('case_type_version')
    .values({ case_type_id: typeId, version, definition: JSON.stringify(definition), created_at: now, created_by: by })
    .execute()
}

/** Whether new cases may have types: they may where nothing is said since when they may not. */
export async function setOffered(db: Db, ids: readonly string[], disabledAt: Date | null): Promise<void> {
  if (ids.length > 0)
    await db.updateTable('case_type').set({ disabled_at: disabledAt }).where('id', 'in', ids).execute()
}

/** Undefined when `version` is no longer the current one. */
export function updateType(
  db: Db,
  id: string,
  version: number,
  change: { version?: number; team_id?: string | null; queue_id?: string | null; disabled_at?: Date | null },
) {
  return db
    .updateTable('case_type')
    .set({ ...change, version: change.version ?? version })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
}
