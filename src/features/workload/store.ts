import { sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import { visibleTo } from '../cases/visible.ts'

const open = [sql.lit('new'), sql.lit('open'), sql.lit('pending'), sql.lit('on_hold')]

export function findTeam(db: Db, id: string) {
  return db
    .selectFrom('team')
    .innerJoin('person', 'person.id', 'team.lead_id')
    .select(['team.id', 'team.name', 'team.lead_id as leadId', 'person.name as lead'])
    .where('team.id', '=', id)
    .executeTakeFirst()
}

export function queuesOf(db: Db, teamId: string) {
  return db.selectFrom('queue').select(['id', 'name']).where('team_id', '=', teamId).orderBy('name').execute()
}

export interface Column {
  ownerId: string | null
  queueId: string | null
  open: number
  waiting: number
  atRisk: number
  late: number
  oldestAt: Date
  calledAt: Date | null
}

/** What of these people and queues is open, as far as the reader may see it: one row for each that has anything. */
export function columnsOf(db: Db, actor: Actor, people: readonly string[], queues: readonly string[], now: Date) {
  const late = sql`coalesce(cases.first_due_at, 'infinity') < ${now}`
  return db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where('cases.status', 'in', open)
    .where(ofThese(people, queues))
    .select(['cases.owner_id as ownerId', columnQueue.as('queueId')])
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where cases.status in ('pending', 'on_hold')))::int`.as('waiting'),
      sql<number>`(count(*) filter (where ${late}))::int`.as('late'),
      sql<number>`(count(*) filter (where not (${late}) and cases.due_at is not null and cases.at_risk_at <= ${now}))::int`.as(
        'atRisk',
      ),
      sql<Date>`min(cases.created_at)`.as('oldestAt'),
      sql<Date | null>`min(cases.routing_due_at)`.as('calledAt'),
    ])
    .groupBy(['cases.owner_id', columnQueue])
    .$castTo<Column>()
    .execute()
}

const columnQueue = sql<string | null>`case when cases.owner_id is null then cases.queue_id end`

const ofThese = (people: readonly string[], queues: readonly string[]) =>
  sql<boolean>`(cases.owner_id = any(${[...people]}::uuid[])
    or cases.owner_id is null and cases.queue_id = any(${[...queues]}::uuid[]))`

export interface CarriedRow {
  id: string
  ownerId: string | null
  queueId: string | null
  teamId: string
  team: string
  status: string
  priority: string
  weight: number
  restricted: boolean
  skills: unknown
  ownedSince: Date | null
  answered: boolean
  asks: boolean
}

const carried = (db: Db, actor: Actor) =>
  db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .where(visibleTo(actor))
    .where('cases.status', 'in', open)
    .select([
      'cases.id',
      'cases.owner_id as ownerId',
      columnQueue.as('queueId'),
      'cases.team_id as teamId',
      'team.name as team',
      'cases.status',
      'cases.priority',
      'cases.weight',
      'cases.restricted',
      'cases.wanted_skills as skills',
      'cases.owner_since as ownedSince',
    ])
    .select([
      sql<boolean>`cases.last_public_reply_at is not null`.as('answered'),
      sql<boolean>`(cases.escalation_level > 0
        or exists (select from approval where approval.case_id = cases.id and approval.state = 'waiting')
        or exists (select from side_conversation side where side.case_id = cases.id and side.status <> 'closed'))`.as(
        'asks',
      ),
    ])

/** The most pressing open cases of each of these people and queues. */
export function mostPressing(
  db: Db,
  actor: Actor,
  people: readonly string[],
  queues: readonly string[],
  most: number,
): Promise<CarriedRow[]> {
  return db
    .selectFrom(
      carried(db, actor)
        .where(ofThese(people, queues))
        .select(
          sql<number>`row_number() over (partition by cases.owner_id, ${columnQueue}
            order by coalesce(cases.first_due_at, 'infinity'), cases.id)`.as('place'),
        )
        .as('pressing'),
    )
    .selectAll()
    .where('place', '<=', most)
    .orderBy('place')
    .execute()
}

export const carriedById = (db: Db, actor: Actor, ids: readonly string[]): Promise<CarriedRow[]> =>
  carried(db, actor)
    .where(sql<boolean>`cases.id = any(${[...ids]}::uuid[])`)
    .execute()

/** Everything open that somebody has, the most pressing first. */
export const carriedBy = (db: Db, actor: Actor, people: readonly string[], most: number): Promise<CarriedRow[]> =>
  carried(db, actor)
    .where(sql<boolean>`cases.owner_id = any(${[...people]}::uuid[])`)
    .orderBy(sql`coalesce(cases.first_due_at, 'infinity')`)
    .orderBy('cases.id')
    .limit(most)
    .execute()
