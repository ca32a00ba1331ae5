import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../../platform/context.ts'
import { aheadMark, changeBeside, insertRows } from '../../platform/gathered.ts'
import type { DB } from '../../platform/tables.gen.ts'
import type { AskableSkill } from '../people/rules/skills.ts'

/** Members of a queue's team with their load: the weight of new and open cases; waiting ones do not count. */
export function membersOf(db: Db, teamId: string, now: Date) {
  return db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .leftJoin('working_hours', 'working_hours.person_id', 'person.id')
    .leftJoin('calendar', 'calendar.id', 'working_hours.calendar_id')
    .select((eb) => [
      'person.id',
      'person.name',
      'person.role',
      'person.status',
      'person.status_since as statusSince',
      'person.away_until as awayUntil',
      'person.deactivated_at as deactivatedAt',
      'person.capacity',
      heldNow(eb, now).as('skills'),
      'person.last_assigned_at as lastAssignedAt',
      // Only where somebody works by hours of their own.
      'calendar.id as calendarId',
      'calendar.version as calendarVersion',
      eb
        .selectFrom('cases')
        .select(sql<number>`coalesce(sum(cases.weight), 0)::int`.as('load'))
        .whereRef('cases.owner_id', '=', 'person.id')
        .where('cases.status', 'in', [sql.lit('new'), sql.lit('open')])
        .as('load'),
    ])
    .where('team_member.team_id', '=', teamId)
    .where('person.deactivated_at', 'is', null)
    .orderBy('person.id')
    .execute()
}

/** What somebody can do today, with what of a case asks for it. */
const heldNow = (eb: ExpressionBuilder<DB, 'person'>, now: Date) =>
  eb
    .selectFrom('person_skill')
    .innerJoin('skill', 'skill.id', 'person_skill.skill_id')
    .whereRef('person_skill.person_id', '=', 'person.id')
    .where((held) =>
      held.or([
        held('person_skill.until', 'is', null),
        sql<boolean>`person_skill.until >= (${now}::timestamptz at time zone coalesce((select time_zone from organisation), 'UTC'))::date`,
      ]),
    )
    .select(
      sql<(AskableSkill & { level: number })[]>`coalesce(json_agg(json_build_object('name', skill.name,
        'level', person_skill.level, 'language', skill.language, 'words', skill.words)), '[]')`.as('held'),
    )

/** Decisions for one queue follow each other: a second one sees the load that the first one made. */
export async function takeTurn(db: Db, queueId: string): Promise<void> {
  await sql`${sql.raw(aheadMark)} select pg_advisory_xact_lock(hashtextextended(${queueId}, 6))`.execute(db)
}

/** Keeps the decision, and notes on the new owner when they were last given a case. */
export async function insertDecision(
  db: Db,
  decision: {
    id: string
    caseId: string
    at: Date
    cause: string
    queueId: string | null
    ownerId: string | null
    because: string[]
    considered: unknown[]
  },
): Promise<void> {
  await insertRows(db, 'routing_decision', [
    {
      id: decision.id,
      case_id: decision.caseId,
      at: decision.at,
      cause: decision.cause,
      queue_id: decision.queueId,
      owner_id: decision.ownerId,
      because: JSON.stringify(decision.because),
      considered: JSON.stringify(decision.considered),
    },
  ])
  if (decision.ownerId !== null)
    await changeBeside(
      db,
      db.updateTable('person').set({ last_assigned_at: decision.at }).where('id', '=', decision.ownerId),
    )
}

export function lastDecisionOf(db: Db, caseId: string) {
  return db
    .selectFrom('routing_decision')
    .select(['owner_id as ownerId', 'queue_id as queueId', 'because'])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function decisionsOf(db: Db, caseId: string) {
  return db
    .selectFrom('routing_decision')
    .leftJoin('queue', 'queue.id', 'routing_decision.queue_id')
    .leftJoin('person', 'person.id', 'routing_decision.owner_id')
    .select([
      'routing_decision.id',
      'routing_decision.at',
      'routing_decision.cause',
      'routing_decision.because',
      'routing_decision.considered',
      'queue.id as queueId',
      'queue.name as queueName',
      'person.id as ownerId',
      'person.name as ownerName',
    ])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .orderBy('routing_decision.id', 'desc')
    .execute()
}

/** Declined by the person, or taken from them: not offered to them again. */
export async function declinedBy(db: Db, caseId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('event')
    .select(sql<string>`content->>'from'`.as('person'))
    .where('case_id', '=', caseId)
    .where('name', '=', 'case.declined')
    .execute()
  return new Set(rows.map((row) => row.person))
}
