import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { OpenOffer } from '../rules/my-next.ts'

/** Gives cases to people, any number in one statement; answers with those that nobody had by then. */
export async function giveCases(
  db: Db,
  given: readonly { id: string; ownerId: string }[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update cases set owner_id = given."ownerId", owner_since = ${now}, routing_due_at = null,
      status = case status when 'new' then 'open' else status end,
      next_step_person_id = case
        when next_step_whose = 'us' and next_step_person_id is null then given."ownerId" else next_step_person_id end,
      version = version + 1, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(given)}::json) as given (id uuid, "ownerId" uuid)
    where cases.id = given.id and cases.owner_id is null returning cases.id`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Why cases wait and when to look at them again: nobody's edit, so the version stays. */
export async function noteWaiting(
  db: Db,
  waiting: readonly { id: string; since: Date; because: string; wakeAt: Date | null }[],
): Promise<void> {
  await sql`update cases set waiting_since = noted.since, waiting_because = noted.because, routing_wake_at = noted."wakeAt"
    from json_to_recordset(${JSON.stringify(waiting)}::json)
      as noted (id uuid, since timestamptz, because text, "wakeAt" timestamptz)
    where cases.id = noted.id`.execute(db)
}

/** What waits in queues, of which nobody was told yet, after a case; held in the order in which others hold several. */
export async function waitingFor(
  db: Db,
  queueIds: readonly string[],
  after: string | null,
  limit: number,
): Promise<{ id: string; queueId: string; since: Date }[]> {
  const { rows } = await sql<{ id: string; queueId: string; since: Date }>`
    select id, queue_id as "queueId", waiting_since as since from cases
    where queue_id = any(${[...queueIds]}::uuid[]) and owner_id is null and status in ('new', 'open', 'pending', 'on_hold')
      and waiting_since is not null and routing_due_at is not null and duty_told_at is null
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit} for no key update`.execute(db)
  return rows
}

/** When whoever is on duty is told: nobody's edit, so the version stays. */
export async function setDutyInstants(db: Db, instants: readonly { id: string; dueAt: Date }[]): Promise<void> {
  await sql`update cases set routing_due_at = given."dueAt"
    from json_to_recordset(${JSON.stringify(instants)}::json) as given (id uuid, "dueAt" timestamptz)
    where cases.id = given.id`.execute(db)
}

/** Nobody could be told of a case: it is tried again then. */
export async function restDuty(db: Db, id: string, until: Date): Promise<void> {
  await sql`update cases set duty_rests_until = ${until} where id = ${id}`.execute(db)
}

export async function markTold(db: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`update cases set duty_told_at = ${at}, duty_rests_until = null where id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
}

/** No case asks for a skill that is gone; answers with the queues in which one waited for it. */
export async function forgetSkill(db: Db, skillId: string): Promise<string[]> {
  const asks = sql`wanted_skills @> ${JSON.stringify([{ id: skillId }])}::jsonb and status <> 'closed'`
  const { rows } = await sql<{ queueId: string | null }>`
    update cases set wanted_skills = (select coalesce(jsonb_agg(wanted), '[]') from jsonb_array_elements(wanted_skills) as wanted
      where wanted->>'id' <> ${skillId}::text)
    where id in (select id from cases where ${asks} order by id for update)
    returning case when owner_id is null then queue_id end as "queueId"`.execute(db)
  return [...new Set(rows.flatMap(({ queueId }) => queueId ?? []))]
}

/** What is offered to somebody now. */
export async function offersTo(db: Db, personId: string, now: Date): Promise<OpenOffer[]> {
  const rows = await db
    .selectFrom('routing_offer')
    .leftJoin('queue', 'queue.id', 'routing_offer.queue_id')
    .select(['routing_offer.id', 'case_id as caseId', 'queue.name as queue', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
  return rows.map(({ queue, ...offer }) => ({ ...offer, queue: queue ?? 'a queue' }))
}

/** Open cases weigh by their type and priority: the same as `weightOf` says. Held in the order in which others hold several. */
export async function weighAnew(db: Db, percent: Readonly<Record<string, number>>): Promise<void> {
  await sql`with held as (select id from cases where status in ('new', 'open', 'pending', 'on_hold') order by id for update)
    update cases set weight = case when said.weight = 0 then 0 else
      least(100, greatest(1, floor(said.weight * (${JSON.stringify(percent)}::jsonb ->> priority)::numeric / 100 + 0.5)))::int end
    from (select case_type_id, version, coalesce((definition->>'weight')::int, 1) as weight from case_type_version) as said
    where said.case_type_id = type_id and said.version = type_version and cases.id in (select id from held)`.execute(db)
}
