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
  wakeAt: Date
  dutyAt: Date
  dueAt: Date | null
  breachedAt: Date | null
  weight: number
  restricted: boolean
  teamId: string
  skills: WantedSkill[]
}

/** What was imported waits for people alone, until somebody puts it into a queue: until then it is never to be looked at. */
const isRouted = sql`owner_id is null and status in ('new', 'open', 'pending', 'on_hold')
  and queue_id is not null and routing_wake_at is not null`
const isWaiting = sql`${isRouted}
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
      routing_wake_at as "wakeAt", routing_due_at as "dutyAt", due_at as "dueAt", breached_at as "breachedAt", weight, restricted, team_id as "teamId",
      wanted_skills as skills
    from cases where queue_id = ${queue.id} and ${isWaiting} and id <> all(${[...seen]}::uuid[])
      and (${due}::timestamptz is null or routing_wake_at <= ${due}::timestamptz)
    order by ${orders[queue.takesFirst]} limit ${limit} for update of cases skip locked`.execute(db)
  return rows
}

/** What waits in a queue, in its order, as `lockWaiting` finds it. */
export async function idsOfWaiting(
  db: Db,
  queue: { id: string; takesFirst: 'priority' | 'deadline' },
  { seen, due, limit }: { seen: readonly string[]; due: Date | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases
    where queue_id = ${queue.id} and ${isWaiting} and id <> all(${[...seen]}::uuid[])
      and (${due}::timestamptz is null or routing_wake_at <= ${due}::timestamptz)
    order by ${orders[queue.takesFirst]} limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** What could not be decided is left alone until then. */
export async function putOff(db: Db, id: string, until: Date): Promise<void> {
  await sql`update cases set routing_wake_at = ${until} where id = ${id} and ${isWaiting}`.execute(db)
}

/** Of what waits in a queue, what was not seen: somebody had it in hand. */
export async function unseenOf(db: Db, queueId: string, seen: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases
    where queue_id = ${queueId} and ${isWaiting} and id <> all(${[...seen]}::uuid[]) order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** What waits is to be looked at now. Waits for whoever has it in hand, and asks anew then whether it still waits. */
export async function lookSoon(db: Db, id: string, now: Date): Promise<void> {
  await sql`select id from cases where id = ${id} for no key update`.execute(db)
  await sql`update cases set routing_wake_at = ${now} where id = ${id} and routing_wake_at > ${now} and ${isWaiting}`.execute(
    db,
  )
}

/** Queues that these people work, or that a team works, or one of them; whether something waits there is known in their turn. */
export async function queuesToPull(
  db: Db,
  by: { personIds: readonly string[]; teamId?: string | undefined; queueId?: string | undefined },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select queue.id from queue
    where queue.id = ${by.queueId ?? null}
      or exists (select 1 from (select queue.team_id union all select team_id from queue_team where queue_id = queue.id) works
        where works.team_id = ${by.teamId ?? null} or exists (select 1 from team_member
          where team_member.team_id = works.team_id and person_id = any(${[...by.personIds]}::uuid[])))
    order by queue.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function allQueues(db: Db): Promise<string[]> {
  return (await db.selectFrom('queue').select('id').orderBy('id').execute()).map(({ id }) => id)
}

/** Who has a case, and who was asked for it and is no longer. */
export async function concernedBy(db: Db, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select owner_id as id from cases where id = ${caseId} and owner_id is not null
    union select person_id from routing_offer where case_id = ${caseId} and outcome <> 'accepted'`.execute(db)
  return rows.map(({ id }) => id)
}

/** The next instant at which something falls due by itself; null where nothing does. */
export async function nextInstant(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select least(
    (select min(greatest(expires_at, rests_until)) from routing_offer where ended_at is null),
    (select min(routing_wake_at) from cases where ${isRouted}),
    (select min(routing_due_at) from cases where ${isRouted} and duty_told_at is null and duty_rests_until is null),
    (select min(duty_rests_until) from cases where ${isRouted} and duty_told_at is null)) as at`.execute(db)
  return rows[0]!.at
}

export async function queuesDue(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct queue_id as id from cases
    where ${isRouted} and routing_wake_at <= ${now} order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

export async function offersDue(db: Db, now: Date): Promise<{ id: string; caseId: string }[]> {
  const rows = await db
    .selectFrom('routing_offer')
    .select(['id', 'case_id as caseId'])
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .where((eb) => eb.or([eb('rests_until', 'is', null), eb('rests_until', '<=', now)]))
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

const isOverdue = (now: Date) =>
  sql`cases.owner_id is null and cases.status in ('new', 'open', 'pending', 'on_hold') and cases.queue_id is not null
      and cases.routing_wake_at is not null and cases.routing_due_at <= ${now} and cases.duty_told_at is null
      and (cases.duty_rests_until is null or cases.duty_rests_until <= ${now})`

/** Cases whose routing time is over and whose duty holder does not know it yet, those first that are it for longest. */
export async function overdueIds(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cases where ${isOverdue(now)}
    order by routing_due_at limit 200`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those of the cases that are so still, locked, with whoever their duty holder may be. */
export async function lockOverdue(db: Db, ids: readonly string[], now: Date): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select cases.id, queue.id as "queueId", queue.name as queue, cases.waiting_because as because,
      cases.routing_due_at as "dutyAt", (select json_agg(json_build_object('id', person.id, 'name', person.name) order by place)
        from unnest(array[queue.duty_holder_id, team.lead_id, own.lead_id]) with ordinality as holders (id, place)
        join person on person.id = holders.id) as holders
    from cases join queue on queue.id = cases.queue_id join team on team.id = queue.team_id
      join team as own on own.id = cases.team_id
    where cases.id = any(${[...ids]}::uuid[]) and ${isOverdue(now)}
    order by cases.routing_due_at for update of cases skip locked`.execute(db)
  return rows
}
