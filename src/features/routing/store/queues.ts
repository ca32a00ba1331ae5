import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { Named } from '../../../platform/shapes.ts'
import { deleteAtVersion, updateAtVersion } from '../../../platform/versions.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { Queue } from '../contract/queues.ts'

/** Queues with who works them; their standing counts what the reader may see. */
export async function queuesSeen(db: Db, actor: Actor, now: Date, id?: string): Promise<Queue[]> {
  const rows = await db
    .selectFrom('queue')
    .innerJoin('team', 'team.id', 'queue.team_id')
    .leftJoin(standings(db, actor, now).as('standing'), 'standing.queue_id', 'queue.id')
    .select([
      'queue.id',
      'queue.name',
      'queue.offer_minutes as offerMinutes',
      'queue.relax_minutes as relaxMinutes',
      'queue.fallback_minutes as fallbackMinutes',
      'queue.routing_minutes as routingMinutes',
      'queue.duty_holder_id as dutyHolderId',
      'queue.is_default as isDefault',
      'queue.version',
      sql<Queue['takesFirst']>`queue.takes_first`.as('takesFirst'),
      sql<Queue['method']>`queue.method`.as('method'),
      sql<Queue['mode']>`queue.mode`.as('mode'),
      sql<Queue['countsIn']>`queue.counts_in`.as('countsIn'),
      calendarOf.as('calendar'),
      sql<Named>`json_build_object('id', team.id, 'name', team.name)`.as('team'),
      furtherTeams(true).as('beside'),
      furtherTeams(false).as('fallbacks'),
      dutyHolder.as('dutyHolder'),
      sql<boolean>`(queue.team_id = any(${[...actor.teamIds]}::uuid[]) or exists (select 1 from queue_team
        where queue_id = queue.id and step = 0 and team_id = any(${[...actor.teamIds]}::uuid[])))`.as('mine'),
      'standing.waiting',
      'standing.oldest_since',
      'standing.overdue',
      'standing.at_risk',
      'standing.offered',
      'standing.owned',
    ])
    .$if(id !== undefined, (q) => q.where('queue.id', '=', id!))
    .orderBy('queue.is_default', 'desc')
    .orderBy(sql`lower(queue.name)`)
    .execute()
  return rows.map(({ waiting, oldest_since, overdue, at_risk, offered, owned, ...queue }) => ({
    ...queue,
    standing: {
      waiting: waiting ?? 0,
      oldestSince: oldest_since?.toISOString() ?? null,
      overdue: overdue ?? 0,
      atRisk: at_risk ?? 0,
      offered: offered ?? 0,
      owned: owned ?? 0,
    },
  }))
}

/** Open cases by queue, from the index of open cases. */
function standings(db: Db, actor: Actor, now: Date) {
  return db
    .selectFrom('cases')
    .select([
      'cases.queue_id',
      sql<number>`(count(*) filter (where cases.owner_id is null))::int`.as('waiting'),
      sql<Date | null>`min(coalesce(cases.queued_at, cases.waiting_since)) filter (where cases.owner_id is null)`.as(
        'oldest_since',
      ),
      sql<number>`(count(*) filter (where cases.owner_id is null and cases.routing_due_at <= ${now}))::int`.as(
        'overdue',
      ),
      sql<number>`(count(*) filter (where cases.owner_id is null and (cases.at_risk_at <= ${now} or cases.due_at <= ${now})))::int`.as(
        'at_risk',
      ),
      sql<number>`(count(*) filter (where cases.owner_id is null and exists (select 1 from routing_offer
        where case_id = cases.id and ended_at is null)))::int`.as('offered'),
      sql<number>`(count(*) filter (where cases.owner_id is not null))::int`.as('owned'),
    ])
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where(visibleTo(actor))
    .groupBy('cases.queue_id')
}

const furtherTeams = (beside: boolean) => sql<Named[]>`(select coalesce(
    json_agg(json_build_object('id', further.id, 'name', further.name) order by step, lower(further.name)), '[]')
  from queue_team join team as further on further.id = queue_team.team_id
  where queue_team.queue_id = queue.id and ${beside ? sql`step = 0` : sql`step > 0`})`

const calendarOf = sql<Named | null>`(select json_build_object('id', calendar.id, 'name', calendar.name) from calendar
  where calendar.id = coalesce(team.calendar_id, (select standard.id from calendar as standard where standard.is_default)))`

/** The calendar in whose open hours what waits in a queue counts; null where it counts around the clock. */
export async function countedBy(db: Db, queueId: string): Promise<Named | null> {
  const row = await db
    .selectFrom('queue')
    .innerJoin('team', 'team.id', 'queue.team_id')
    .select(calendarOf.as('calendar'))
    .where('queue.id', '=', queueId)
    .where('queue.counts_in', '=', 'open_hours')
    .executeTakeFirst()
  return row?.calendar ?? null
}

const dutyHolder = sql<Named>`(select json_build_object('id', duty.id, 'name', duty.name) from person as duty
  where duty.id = coalesce(queue.duty_holder_id, team.lead_id))`

export async function dutyHolderOf(db: Db, queueId: string): Promise<Named> {
  const row = await db
    .selectFrom('queue')
    .innerJoin('team', 'team.id', 'queue.team_id')
    .select(dutyHolder.as('holder'))
    .where('queue.id', '=', queueId)
    .executeTakeFirstOrThrow()
  return row.holder
}

export interface QueueColumns {
  name?: string | undefined
  teamId?: string | undefined
  takesFirst?: Queue['takesFirst'] | undefined
  method?: Queue['method'] | undefined
  mode?: Queue['mode'] | undefined
  offerMinutes?: number | undefined
  countsIn?: Queue['countsIn'] | undefined
  relaxMinutes?: number | undefined
  fallbackMinutes?: number | undefined
  routingMinutes?: number | undefined
  dutyHolderId?: string | null | undefined
}

const columnsOf = (change: QueueColumns) => ({
  name: change.name,
  team_id: change.teamId,
  takes_first: change.takesFirst,
  method: change.method,
  mode: change.mode,
  offer_minutes: change.offerMinutes,
  counts_in: change.countsIn,
  relax_minutes: change.relaxMinutes,
  fallback_minutes: change.fallbackMinutes,
  routing_minutes: change.routingMinutes,
  duty_holder_id: change.dutyHolderId,
})

export async function insertQueue(
  db: Db,
  id: string,
  queue: QueueColumns & { name: string; teamId: string },
  at: Date,
) {
  await db
    .insertInto('queue')
    .values({ ...columnsOf(queue), id, name: queue.name, team_id: queue.teamId, created_at: at })
    .execute()
}

/** False when `version` is no longer the current one. */
export const updateQueue = (db: Db, id: string, version: number, change: QueueColumns): Promise<boolean> =>
  updateAtVersion(db, 'queue', id, version, columnsOf(change))

/** Queues whose chosen duty holder has left, or has a role that takes no cases, name nobody any more. */
export async function releaseDuty(db: Db, personId: string, roles: readonly string[]): Promise<Named[]> {
  const { rows } = await sql<Named>`update queue set duty_holder_id = null, version = queue.version + 1
    from person where person.id = queue.duty_holder_id and person.id = ${personId}
      and (person.deactivated_at is not null or person.role <> all(${[...roles]}))
    returning queue.id, queue.name`.execute(db)
  return rows
}

/** One queue is the default: the one before is none any more. */
export async function makeDefault(db: Db, id: string): Promise<void> {
  await db.updateTable('queue').set({ is_default: false }).where('is_default', '=', true).execute()
  await db.updateTable('queue').set({ is_default: true }).where('id', '=', id).execute()
}

export async function setTeams(db: Db, queueId: string, beside: readonly string[], fallbacks: readonly string[]) {
  await db.deleteFrom('queue_team').where('queue_id', '=', queueId).execute()
  const rows = [
    ...beside.map((teamId) => ({ queue_id: queueId, team_id: teamId, step: 0 })),
    ...fallbacks.map((teamId, place) => ({ queue_id: queueId, team_id: teamId, step: place + 1 })),
  ]
  if (rows.length > 0) await db.insertInto('queue_team').values(rows).execute()
}

export async function isNameTaken(db: Db, name: string, id: string | null): Promise<boolean> {
  const { rows } = await sql`select 1 from queue where lower(name) = ${name.toLowerCase()}
    and id is distinct from ${id}::uuid`.execute(db)
  return rows.length > 0
}

export async function teamsAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from team where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function isClosed(db: Db, teamId: string): Promise<boolean> {
  const row = await db.selectFrom('team').select('closed').where('id', '=', teamId).executeTakeFirst()
  return row?.closed ?? false
}

/** What names a queue, or stood in it. */
export async function usesOf(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'cases' as what where exists (select 1 from cases where queue_id = ${id})
    union all select 'routing decisions' where exists (select 1 from routing_decision where queue_id = ${id})
    union all select 'case types' where exists (select 1 from case_type where queue_id = ${id})
    union all select 'rules' where exists (select 1 from intake_rules, jsonb_array_elements(rules) rule
      where version = (select max(version) from intake_rules) and rule->>'queueId' = ${id}::text)
    union all select 'the draft of the rules' where exists (select 1 from intake_rules_draft,
      jsonb_array_elements(rules) rule where rule->>'queueId' = ${id}::text)`.execute(db)
  return rows.map(({ what }) => what)
}

/** False when `version` is no longer the current one. */
export const deleteQueue = (db: Db, id: string, version: number): Promise<boolean> =>
  deleteAtVersion(db, 'queue', id, version)
