import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

export interface Span {
  from: Date
  to: Date
  teamId: string | null
}

/** Looked at case by case as the span asks for them: kept as a whole it would be every case that there ever was. */
const seen = (db: Db, actor: Actor) =>
  db.selectFrom('cases').select(['cases.id', 'cases.weight']).where(visibleTo(actor))

/** Acts that were taken back since an instant: whoever takes one back does so after it. */
const undone = (from: Date) => sql`(select jsonb_array_elements_text(undo.content->'undoes') from event undo
  where undo.content ? 'undoes' and undo.at >= ${from})`

/** Acts that were taken back, and the taking back itself, count as little as if they had not been. */
export const isCounted = (from: Date) =>
  sql<boolean>`not coalesce(event.content ? 'undoes', false) and event.id::text not in ${undone(from)}`

/** The same for a decision, by what it led to. */
export const isDecisionCounted = (
  from: Date,
) => sql<boolean>`decision.id::text not in (select act.content->>'decisionId'
  from event act where act.id in (select id::uuid from ${undone(from)} as undone (id)) and act.content ? 'decisionId')`

/** Since when a case had waited as it was given: since the first look at it after it last had an owner. */
export const waitBegan = sql`(select min(earlier.at) as at from routing_decision earlier where earlier.case_id = decision.case_id
  and earlier.at <= decision.at and earlier.at > coalesce((select max(before.at) from routing_decision before
    where before.case_id = decision.case_id and before.at < decision.at and before.owner_id is not null
      and not coalesce((before.detail->>'offered')::boolean, false)), '-infinity'))`

export interface PersonShare {
  id: string
  name: string
  capacity: number
  load: number
  routed: number
  byHand: number
  weight: number
  declined: number
  timedOut: number
  /** Of the time, the part in which they were in the house and not on leave. */
  present: number
}

/** Everybody who takes cases in a team, with what they got in a time. */
export async function sharesOf(db: Db, actor: Actor, { from, to, teamId }: Span): Promise<PersonShare[]> {
  const { rows } = await sql<PersonShare>`
    with seen as not materialized (${seen(db, actor)}),
    got as (select content->>'to' as person, count(*) filter (where content ? 'decisionId') as routed,
        count(*) filter (where not content ? 'decisionId') as by_hand, sum(seen.weight) as weight
      from event join seen on seen.id = event.case_id
      where name = 'case.assigned' and at >= ${from} and at < ${to} and ${isCounted(from)} group by 1),
    offered as (select person_id, count(*) filter (where outcome = 'declined') as declined,
        count(*) filter (where outcome = 'timed_out') as timed_out
      from routing_offer join seen on seen.id = routing_offer.case_id
      where offered_at >= ${from} and offered_at < ${to} group by 1),
    gave_back as (select content->>'from' as person, count(*) as declined from event join seen on seen.id = event.case_id
      where name = 'case.declined' and at >= ${from} and at < ${to} and ${isCounted(from)} group by 1)
    select person.id, person.name, person.capacity,
      (select coalesce(sum(cases.weight), 0)::int from cases join seen on seen.id = cases.id
        where owner_id = person.id and status in ('new', 'open')) as load,
      coalesce(got.routed, 0)::int as routed, coalesce(got.by_hand, 0)::int as "byHand", coalesce(got.weight, 0)::int as weight,
      (coalesce(offered.declined, 0) + coalesce(gave_back.declined, 0))::int as declined,
      coalesce(offered.timed_out, 0)::int as "timedOut", ${presence({ from, to })} as present
    from person left join got on got.person = person.id::text left join offered on offered.person_id = person.id
      left join gave_back on gave_back.person = person.id::text
    where person.deactivated_at is null and person.role in ('admin', 'manager', 'agent')
      and exists (select 1 from team_member where person_id = person.id
        and (${teamId}::uuid is null or team_id = ${teamId}::uuid))
    order by lower(person.name), person.id`.execute(db)
  return rows
}

/** Leaves that overlap count once; what was never begun, or called off before, is none. */
const presence = ({ from, to }: Pick<Span, 'from' | 'to'>) => sql<number>`(
  with away as (select tstzrange(greatest(starts_at, ${from}::timestamptz), least(coalesce(ended_at, ends_at), ${to}::timestamptz)) as time
      from leave where person_id = person.id and starts_at < ${to} and cancelled_at is null
        and coalesce(ended_at, ends_at) > greatest(starts_at, ${from}::timestamptz)
    union all select tstzrange(coalesce((select max(at) from event where name = 'person.availability_set'
        and at >= ${from} and at < ${to} and content->>'personId' = person.id::text and content->>'awayUntil' is not null),
        ${from}::timestamptz), ${to}::timestamptz)
      where person.away_until > ${to}
    union all select tstzrange(${from}::timestamptz, least(person.created_at, ${to}::timestamptz)) where person.created_at > ${from}),
  one as (select unnest(range_agg(time)) as time from away)
  select greatest(0, 1 - coalesce((select sum(extract(epoch from upper(time) - lower(time))) from one), 0)
    / extract(epoch from ${to}::timestamptz - ${from}::timestamptz))::float8)`

export interface QueueShare {
  id: string
  name: string
  given: number
  atOnce: number
  medianSeconds: number | null
  p90Seconds: number | null
  longestSeconds: number | null
  relaxedSkills: number
  relaxedTeams: number
  declined: number
  timedOut: number
  overdue: number
}

/** How cases left each queue in a time: those that somebody got, and how long they had waited since they came to wait. */
export async function waitsOf(db: Db, actor: Actor, { from, to, teamId }: Span): Promise<QueueShare[]> {
  const { rows } = await sql<QueueShare>`
    with seen as not materialized (${seen(db, actor)}),
    given as (select decision.queue_id, decision.detail, extract(epoch from decision.at - began.at)::float8 as waited
      from routing_decision decision join seen on seen.id = decision.case_id, lateral ${waitBegan} began
      where decision.at >= ${from} and decision.at < ${to} and decision.owner_id is not null
        and not coalesce((decision.detail->>'offered')::boolean, false) and ${isDecisionCounted(from)}),
    waits as (select queue_id, count(*)::int as given, count(*) filter (where waited < 1)::int as at_once,
        percentile_cont(0.5) within group (order by waited) as median, percentile_cont(0.9) within group (order by waited) as p90,
        max(waited) as longest, count(*) filter (where (detail->'relaxed'->>'skills')::boolean)::int as relaxed_skills,
        count(*) filter (where (detail->'relaxed'->>'teams')::int > 0)::int as relaxed_teams
      from given group by 1),
    offered as (select queue_id, count(*) filter (where outcome = 'declined')::int as declined,
        count(*) filter (where outcome = 'timed_out')::int as timed_out
      from routing_offer join seen on seen.id = routing_offer.case_id
      where offered_at >= ${from} and offered_at < ${to} group by 1),
    told as (select content->>'queueId' as queue, count(*)::int as overdue from event join seen on seen.id = event.case_id
      where name = 'case.routing_overdue' and at >= ${from} and at < ${to} group by 1)
    select queue.id, queue.name, coalesce(given, 0) as given, coalesce(at_once, 0) as "atOnce", median as "medianSeconds",
      p90 as "p90Seconds", longest as "longestSeconds", coalesce(relaxed_skills, 0) as "relaxedSkills",
      coalesce(relaxed_teams, 0) as "relaxedTeams", coalesce(offered.declined, 0) as declined,
      coalesce(offered.timed_out, 0) as "timedOut", coalesce(told.overdue, 0) as overdue
    from queue left join waits on waits.queue_id = queue.id left join offered on offered.queue_id = queue.id
      left join told on told.queue = queue.id::text
    where ${teamId}::uuid is null or queue.team_id = ${teamId}::uuid
    order by lower(queue.name), queue.id`.execute(db)
  return rows
}
