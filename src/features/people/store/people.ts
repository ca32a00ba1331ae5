import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Db, Role } from '../../../platform/context.ts'
import { likePattern } from '../../../platform/database.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { Person } from '../contract/person.ts'
import type { Standing } from '../rules/leaving.ts'
import { invitationOf, openInvitation } from './invitations.ts'
import { chosenRightsOf, ownRoleOf } from './roles.ts'
import { heldSkills } from './skills.ts'

/** Everyone in order of name; `q` looks into name, address and title. */
export async function listPeople(
  db: Db,
  filter: { q?: string | undefined; all: boolean; teamId?: string; ids?: readonly string[] },
  now: Date,
): Promise<Person[]> {
  let query = people(db, now).orderBy(sql`lower(person.name)`).orderBy('person.id')
  if (!filter.all) query = query.where('person.deactivated_at', 'is', null)
  const { q, teamId, ids } = filter
  if (ids) query = query.where(sql<boolean>`person.id = any(${[...ids]}::uuid[])`)
  if (teamId)
    query = query.where('person.id', 'in', (eb) =>
      eb.selectFrom('team_member').select('person_id').where('team_id', '=', teamId),
    )
  if (q) {
    const pattern = likePattern(q)
    query = query.where((eb) =>
      eb.or([
        eb(sql`lower(person.name)`, 'like', pattern),
        eb(sql`lower(person.email)`, 'like', pattern),
        eb(sql`lower(person.title)`, 'like', pattern),
      ]),
    )
  }
  return (await query.execute()).map(personOf)
}

export async function findPerson(db: Db, id: string, now: Date): Promise<Person | undefined> {
  const row = await people(db, now).where('person.id', '=', id).executeTakeFirst()
  return row && personOf(row)
}

/** Everyone's standing in order of joining. */
export async function standingsOf(db: Db): Promise<Standing[]> {
  return (await standings(db).execute()).map(standingOf)
}

/** Whoever changes what was read of a person holds them from the reading on. */
export async function lockPerson(db: Db, id: string): Promise<void> {
  await db.selectFrom('person').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** The same, locked: two people cannot remove the last administrator together. */
export async function lockStandings(db: Db): Promise<Standing[]> {
  // not for update: whoever gives them work meanwhile only has to know that they are there
  return (await standings(db).forNoKeyUpdate().execute()).map(standingOf)
}

const standings = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', 'role', 'deactivated_at', chosenRightsOf('person').as('chosen')])
    .orderBy('created_at')
    .orderBy('id')
const standingOf = (row: {
  id: string
  role: string
  chosen: string[] | null
  deactivated_at: Date | null
}): Standing => ({
  id: row.id,
  role: row.role as Role,
  chosen: row.chosen,
  deactivated: row.deactivated_at !== null,
})

export interface NewPerson {
  id: string
  name: string
  email: string
  role: Role
  roleId: string | null
  title: string | null
  managerId?: string | null
  passwordHash: string | null
  seesRestricted: boolean
  timeZone: string | null
}

/** False when the address already belongs to somebody. */
export async function insertPerson(db: Db, person: NewPerson, at: Date): Promise<boolean> {
  const row = await db
    .insertInto('person')
    .values({
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      role_id: person.roleId,
      title: person.title,
      manager_id: person.managerId ?? null,
      password_hash: person.passwordHash,
      sees_restricted: person.seesRestricted,
      time_zone: person.timeZone,
      // Who has not set a password yet has never been here, so they take nothing new.
      ...(person.passwordHash === null && { status: 'away', status_automatic: true }),
      status_since: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface PersonColumns {
  name?: string
  email?: string
  role?: Role
  roleId?: string | null
  title?: string | null
  language?: string
  timeZone?: string | null
  undoSeconds?: number
  seesRestricted?: boolean
  capacity?: number
  managerId?: string | null
}

/** False when `version` is no longer the current one. */
export function updatePerson(db: Db, id: string, version: number, change: PersonColumns): Promise<boolean> {
  const { timeZone, undoSeconds, seesRestricted, managerId, roleId, ...plain } = change
  return updateAtVersion(db, 'person', id, version, {
    ...plain,
    ...(roleId !== undefined && { role_id: roleId }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(undoSeconds !== undefined && { undo_seconds: undoSeconds }),
    ...(seesRestricted !== undefined && { sees_restricted: seesRestricted }),
    ...(managerId !== undefined && { manager_id: managerId }),
  })
}

/** Whether the address belongs to somebody other than `id`. */
export async function isTaken(db: Db, email: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  return row !== undefined
}

export async function markDeactivated(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('person')
    .set({
      deactivated_at: at,
      status: 'off',
      status_since: at,
      status_automatic: false,
      status_until: null,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute()
}

function people(db: Db, now: Date) {
  return (db.selectFrom('person') as SelectQueryBuilder<DB, 'person', object>).select((eb) => [
    'person.id',
    'person.name',
    'person.email',
    'person.role',
    ownRoleOf('person').as('own_role'),
    'person.title',
    'person.language',
    'person.time_zone',
    'person.undo_seconds',
    'person.sees_restricted',
    'person.capacity',
    heldSkills(eb as unknown as ExpressionBuilder<DB, 'person'>, now).as('skills'),
    'person.status',
    'person.status_since',
    'person.status_until',
    'person.status_automatic',
    'person.away_until',
    'person.away_reason',
    'person.deactivated_at',
    'person.version',
    'person.demo',
    eb('person.password_hash', 'is', null).as('without_password'),
    eb
      .selectFrom('team_member')
      .innerJoin('team', 'team.id', 'team_member.team_id')
      .whereRef('team_member.person_id', '=', 'person.id')
      .select(
        sql<{ id: string; name: string }[]>`coalesce(
          json_agg(json_build_object('id', team.id, 'name', team.name) order by lower(team.name)), '[]')`.as('teams'),
      )
      .as('teams'),
    sql<{ id: string; name: string } | null>`(select json_build_object('id', manager.id, 'name', manager.name)
      from person as manager where manager.id = person.manager_id)`.as('manager'),
    openInvitation(eb).as('open_invitation'),
    eb
      .selectFrom('cases')
      .whereRef('cases.owner_id', '=', 'person.id')
      .where('cases.status', 'in', ['new', 'open'])
      .select(sql<number>`coalesce(sum(cases.weight), 0)::int`.as('load'))
      .as('load'),
  ])
}

function personOf(row: Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]): Person {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    ownRole: row.own_role,
    title: row.title,
    language: row.language,
    timeZone: row.time_zone,
    undoSeconds: row.undo_seconds,
    seesRestricted: row.sees_restricted,
    capacity: row.capacity,
    skills: row.skills ?? [],
    status: row.status as Person['status'],
    statusSince: row.status_since.toISOString(),
    statusUntil: row.status_until?.toISOString() ?? null,
    statusAutomatic: row.status_automatic,
    awayUntil: row.away_until?.toISOString() ?? null,
    awayReason: row.away_reason,
    teams: row.teams ?? [],
    manager: row.manager,
    load: row.load ?? 0,
    deactivatedAt: row.deactivated_at?.toISOString() ?? null,
    invited: Boolean(row.without_password) && row.deactivated_at === null,
    openInvitation: row.open_invitation && invitationOf(row.open_invitation),
    demo: row.demo,
    version: row.version,
  }
}
