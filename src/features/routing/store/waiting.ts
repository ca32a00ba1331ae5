import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { WantedSkill } from '../rules/facts.ts'

export interface WaitingRow {
  id: string
  status: string
  priority: 'low' | 'medium' | 'high' | 'critical'
  queuedAt: Date
  waitingSince: Date
  waitingBecause: string | null
  dutyAt: Date
  dueAt: Date | null
  breachedAt: Date | null
  weight: number
  restricted: boolean
  teamId: string
  skills: WantedSkill[]
}

const isWaiting = sql`owner_id is null and status in ('new', 'open', 'pending', 'on_hold') and not imported
  and not exists (select 1 from routing_offer where case_id = cases.id and ended_at is null)`
const rank = sql`case priority when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end`
const orders = {
  priority: sql`${rank}, coalesce(queued_at, created_at), id`,
  deadline: sql`breached_at is null, due_at nulls last, ${rank}, coalesce(queued_at, created_at), id`,
}

/**
 * The next cases that wait in a queue, in its order, locked: what somebody else works on at this moment is theirs. `due`:
 * only those that are to be looked at by that instant.
 */
export async function lockWaiting(
  db: Db,
  queue: { id: string; takesFirst: 'priority' | 'deadline' },
  { seen, due, limit }: { seen: readonly string[]; due: Date | null; limit: number },
): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select id, status, priority, coalesce(queued_at, created_at) as "queuedAt",
      coalesce(waiting_since, queued_at, created_at) as "waitingSince", waiting_because as "waitingBecause",
      routing_due_at as "dutyAt", due_at as "dueAt", breached_at as "breachedAt", weight, restricted, team_id as "teamId",
      wanted_skills as skills
    from cases where queue_id = ${queue.id} and ${isWaiting} and id <> all(${[...seen]}::uuid[])
      and (${due}::timestamptz is null or routing_wake_at <= ${due}::timestamptz)
    order by ${orders[queue.takesFirst]} limit ${limit} for update of cases skip locked`.execute(db)
  return rows
}

/** Queues with something waiting in them that this person works, or that a team works, or one of them. */
export async function queuesToPull(
  db: Db,
  by: { personId?: string | undefined; teamId?: string | undefined; queueId?: string | undefined },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select queue.id from queue
    where exists (select 1 from cases where queue_id = queue.id and ${isWaiting}) and (queue.id = ${by.queueId ?? null}
      or exists (select 1 from (select queue.team_id union all select team_id from queue_team where queue_id = queue.id) works
        where works.team_id = ${by.teamId ?? null} or exists (select 1 from team_member
          where team_member.team_id = works.team_id and person_id = ${by.personId ?? null})))
    order by queue.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function ownerOf(db: Db, caseId: string): Promise<string | null> {
  const row = await db.selectFrom('cases').select('owner_id').where('id', '=', caseId).executeTakeFirst()
  return row?.owner_id ?? null
}

const isOpen = sql`owner_id is null and status in ('new', 'open', 'pending', 'on_hold')`

/** The next instant at which something falls due by itself; null where nothing does. */
export async function nextInstant(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select least(
    (select min(expires_at) from routing_offer where ended_at is null),
    (select min(routing_wake_at) from cases where ${isOpen}),
    (select min(routing_due_at) from cases where ${isOpen} and duty_told_at is null and not imported)) as at`.execute(
    db,
  )
  return rows[0]!.at
}

export async function queuesDue(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct queue_id as id from cases
    where ${isOpen} and queue_id is not null and routing_wake_at <= ${now} order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

export async function offersDue(db: Db, now: Date): Promise<{ id: string; caseId: string }[]> {
  const rows = await db
    .selectFrom('routing_offer')
    .select(['id', 'case_id as caseId'])
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(200)
    .execute()
  return rows
}

export interface Overdue {
  id: string
  queueId: string
  queue: string
  because: string | null
  dutyAt: Date
  /** Who may be told, the first of them before the others: whom the queue names, the lead of its team, that of the case's. */
  holders: { id: string; name: string }[]
}

/** Cases whose routing time is over and whose duty holder does not know it yet, locked, with whoever that may be. */
export async function lockOverdue(db: Db, now: Date): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select cases.id, queue.id as "queueId", queue.name as queue, cases.waiting_because as because,
      cases.routing_due_at as "dutyAt", (select json_agg(json_build_object('id', person.id, 'name', person.name) order by place)
        from unnest(array[queue.duty_holder_id, team.lead_id, own.lead_id]) with ordinality as holders (id, place)
        join person on person.id = holders.id) as holders
    from cases join queue on queue.id = cases.queue_id join team on team.id = queue.team_id
      join team as own on own.id = cases.team_id
    where cases.owner_id is null and cases.status in ('new', 'open', 'pending', 'on_hold') and not cases.imported
      and cases.routing_due_at <= ${now} and cases.duty_told_at is null
    order by cases.routing_due_at limit 200 for update of cases skip locked`.execute(db)
  return rows
}
