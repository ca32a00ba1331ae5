import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { aheadMark } from '../../../platform/gathered.ts'
import type { HeldSkill } from '../rules/facts.ts'

/** The teams that work queues, with when each is asked: 0 from the beginning, then one after another. */
const places = sql`(select id as queue_id, team_id, 0 as step from queue
  union all select queue_id, team_id, step from queue_team)`

/** By name or by their role, as `sees_restricted` says of one; asked once for all of them. */
const seesRestricted = sql`(person.sees_restricted
  or person.role_id in (select id from role where 'cases.see_restricted' = any (rights))
  or person.role_id is null
    and person.role in (select kind from role where shipped and 'cases.see_restricted' = any (rights)))`

export interface MemberRow {
  id: string
  name: string
  role: string
  status: string
  statusSince: Date
  awayUntil: Date | null
  deactivatedAt: Date | null
  capacity: number
  lastAssignedAt: Date | null
  seesRestricted: boolean
  step: number
  teamIds: string[]
  /** Only where somebody works by hours of their own. */
  calendarId: string | null
  calendarVersion: number | null
  load: number
  skills: HeldSkill[]
}

/** Who works a queue, with their load: the weight of new and open cases, and of those they are offered; waiting ones do not count. */
export async function membersOf(db: Db, queueId: string, now: Date): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select person.id, person.name, person.role, person.status, person.status_since as "statusSince",
      person.away_until as "awayUntil", person.deactivated_at as "deactivatedAt", person.capacity,
      last_assigned.at as "lastAssignedAt", ${seesRestricted} as "seesRestricted", asked.step,
      array(select team_id from team_member where person_id = person.id) as "teamIds",
      calendar.id as "calendarId", calendar.version as "calendarVersion",
      ${loadOf(sql.ref('person.id'))} as load, ${heldSkills(now)} as skills
    from (select person_id, min(place.step) as step from ${places} as place
        join team_member on team_member.team_id = place.team_id where place.queue_id = ${queueId} group by person_id) asked
      join person on person.id = asked.person_id
      left join last_assigned on last_assigned.person_id = person.id
      left join working_hours on working_hours.person_id = person.id
      left join calendar on calendar.id = working_hours.calendar_id
    where person.deactivated_at is null
    order by person.id`.execute(db)
  return rows
}

const loadOf = (personId: RawBuilder<unknown>) => sql<number>`(
  (select coalesce(sum(weight), 0) from cases where owner_id = ${personId} and status in ('new', 'open'))
  + (select coalesce(sum(cases.weight), 0) from routing_offer join cases on cases.id = routing_offer.case_id
    where routing_offer.person_id = ${personId} and routing_offer.ended_at is null))::int`

/** A skill counts through the day that its `until` names, where the organisation is. */
const heldSkills = (now: Date) => sql<HeldSkill[]>`(
  select coalesce(json_agg(json_build_object('id', skill_id, 'level', level, 'until', until, 'expired', coalesce(
    until < (${now}::timestamptz at time zone coalesce((select time_zone from organisation), 'UTC'))::date, false))), '[]')
  from person_skill where person_skill.person_id = person.id)`

/**
 * Decisions that may choose the same people follow each other: a second one sees the load that the first one made. Taken
 * for all queues that share somebody with these, in one order, so that nobody waits in a circle: whoever routes for several
 * queues in one transaction takes the turn of all of them at the beginning.
 */
export async function takeTurn(db: Db, queueIds: readonly string[]): Promise<void> {
  await sql`${sql.raw(aheadMark)} select pg_advisory_xact_lock(hashtextextended(id::text, 6)) from (
    select unnest(${[...queueIds]}::uuid[]) as id union
    select theirs.queue_id from ${places} as ours
      join team_member our_member on our_member.team_id = ours.team_id
      join team_member their_member on their_member.person_id = our_member.person_id
      join ${places} as theirs on theirs.team_id = their_member.team_id
    where ours.queue_id = any(${[...queueIds]}::uuid[]) order by 1) as sharing`.execute(db)
}
