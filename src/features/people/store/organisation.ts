import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { Organisation, Team } from '../contract/organisation.ts'

export interface OrganisationRow extends Organisation {
  setUpAt: Date | null
  demoLoaded: boolean
}

export async function findOrganisation(db: Db): Promise<OrganisationRow | undefined> {
  return db
    .selectFrom('organisation')
    .select((eb) => [
      'name',
      'time_zone as timeZone',
      'language',
      'idle_minutes as idleMinutes',
      'version',
      'set_up_at as setUpAt',
      eb('demo_loaded_at', 'is not', null).$castTo<boolean>().as('demoLoaded'),
    ])
    .executeTakeFirst()
}

/** Of any number of first runs at the same time, exactly one gets true. */
export async function claimSetUp(db: Db, organisation: { name: string; timeZone: string }, at: Date): Promise<boolean> {
  const row = await db
    .insertInto('organisation')
    .values({ name: organisation.name, time_zone: organisation.timeZone, set_up_at: at })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ name: organisation.name, time_zone: organisation.timeZone, set_up_at: at })
        .where('organisation.set_up_at', 'is', null),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateOrganisation(
  db: Db,
  version: number,
  change: { name?: string; timeZone?: string; language?: string; idleMinutes?: number | null },
): Promise<boolean> {
  const { timeZone, idleMinutes, ...plain } = change
  const row = await db
    .updateTable('organisation')
    .set({
      ...plain,
      ...(timeZone !== undefined && { time_zone: timeZone }),
      ...(idleMinutes !== undefined && { idle_minutes: idleMinutes }),
      version: version + 1,
    })
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function defaultMailboxAddress(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('mailbox')
    .select('address')
    .where('is_default', '=', true)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row?.address
}

export async function listTeams(db: Db): Promise<Team[]> {
  return teams(db).orderBy(sql`lower(team.name)`).execute()
}

export async function findTeam(db: Db, id: string): Promise<Team | undefined> {
  return teams(db).where('team.id', '=', id).executeTakeFirst()
}

/** Which of these people are active; used to refuse unknown and departed members. */
export async function activeAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...ids])
    .where('deactivated_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** False when another team has that name. */
export async function insertTeam(
  db: Db,
  team: { id: string; name: string; leadId: string; closed: boolean; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('team')
    .values({ id: team.id, name: team.name, lead_id: team.leadId, closed: team.closed, created_at: team.at })
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The first queue of an installation is its default: where cases go that no rule sends elsewhere. */
export async function insertQueue(
  db: Db,
  queue: { id: string; name: string; teamId: string; at: Date },
): Promise<void> {
  await db
    .insertInto('queue')
    .values({
      id: queue.id,
      name: queue.name,
      team_id: queue.teamId,
      created_at: queue.at,
      is_default: sql<boolean>`not exists (select 1 from queue where is_default)`,
    })
    .execute()
}

export async function isTeamNameTaken(db: Db, name: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('team')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  return row !== undefined
}

export const updateTeam = (
  db: Db,
  id: string,
  version: number,
  change: { name?: string; leadId?: string; calendarId?: string | null; closed?: boolean },
): Promise<boolean> =>
  updateAtVersion(db, 'team', id, version, {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.leadId !== undefined && { lead_id: change.leadId }),
    ...(change.calendarId !== undefined && { calendar_id: change.calendarId }),
    ...(change.closed !== undefined && { closed: change.closed }),
  })

export async function setRoutingMinutes(db: Db, teamId: string, routingMinutes: number): Promise<void> {
  await db.updateTable('queue').set({ routing_minutes: routingMinutes }).where('team_id', '=', teamId).execute()
}

export async function addMembers(db: Db, teamId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db
    .insertInto('team_member')
    .values(personIds.map((personId) => ({ team_id: teamId, person_id: personId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function removeMembers(db: Db, teamId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await db
    .deleteFrom('team_member')
    .where('team_id', '=', teamId)
    .where('person_id', 'in', [...personIds])
    .execute()
}

export async function teamsLedBy(db: Db, personId: string): Promise<{ id: string; memberIds: string[] }[]> {
  return db
    .selectFrom('team')
    .leftJoin('team_member', 'team_member.team_id', 'team.id')
    .select([
      'team.id',
      sql<string[]>`coalesce(array_agg(person_id) filter (where person_id is not null), '{}')`.as('memberIds'),
    ])
    .where('team.lead_id', '=', personId)
    .groupBy('team.id')
    .execute()
}

/** The closed teams that somebody is in or leads. */
export async function closedTeamsOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('team')
    .select('team.id')
    .where('team.closed', '=', true)
    .where(
      sql<boolean>`(team.lead_id = ${personId}
        or exists (select from team_member where team_id = team.id and person_id = ${personId}))`,
    )
    .execute()
  return rows.map(({ id }) => id)
}

export async function setLead(db: Db, teamId: string, leadId: string): Promise<void> {
  await db
    .updateTable('team')
    .set({ lead_id: leadId, version: sql<number>`version + 1` })
    .where('id', '=', teamId)
    .execute()
}

function teams(db: Db) {
  return db
    .selectFrom('team')
    .innerJoin('person as lead', 'lead.id', 'team.lead_id')
    .select([
      'team.id',
      'team.name',
      'team.calendar_id as calendarId',
      'team.closed',
      'team.version',
      sql<Team['lead']>`json_build_object('id', lead.id, 'name', lead.name)`.as('lead'),
      sql<Team['members']>`(
        select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by lower(p.name)), '[]')
        from team_member m join person p on p.id = m.person_id
        where m.team_id = team.id and p.deactivated_at is null)`.as('members'),
      sql<Team['queues']>`(
        select coalesce(json_agg(json_build_object('id', q.id, 'name', q.name, 'routingMinutes', q.routing_minutes,
          'isDefault', q.is_default) order by lower(q.name)), '[]')
        from queue q where q.team_id = team.id)`.as('queues'),
    ])
}
