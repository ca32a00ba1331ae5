import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import type { Status } from '../../platform/shapes.ts'
import type { DB } from '../../platform/tables.gen.ts'
import { visibleTo } from '../cases/visible.ts'
import type { AvailabilityFacts } from '../people/rules.ts'
import type { ViolationKind } from './contract.ts'
import { type GovernedCase, storedKind, violationKinds } from './rules.ts'

/** Everyone's availability: few rows, judged by the rule, so that SQL only compares ids. */
export function availabilities(db: Db) {
  return db
    .selectFrom('person')
    .select([
      'id',
      sql<AvailabilityFacts['status']>`status`.as('status'),
      'status_since as statusSince',
      'away_until as awayUntil',
      'deactivated_at as deactivatedAt',
    ])
    .execute()
}

/** Who is absent, and for whom of them somebody watches who is here. */
export interface Absent {
  all: readonly string[]
  watched: readonly string[]
}

/** Who owns it, and whether that one is here, is told beside it. */
export interface SuspectRow extends Omit<GovernedCase, 'owner' | 'watched'> {
  id: string
  number: number
  teamId: string
  ownerId: string | null
  visible: boolean
}

/** Every open case that breaks a promise, with the facts that the rule judges it by. */
export async function suspects(db: Db, actor: Actor, absent: Absent, now: Date): Promise<SuspectRow[]> {
  const kinds = brokenBy(absent, now)
  const { rows } = await sql<{ id: string }>`with kind as (${kindsOfCases(now)})
    select cases.id from ${casesWithKind} where ${isOpen} and (${sql.join(Object.values(kinds), sql` or `)})`.execute(
    db,
  )
  return casesToJudge(
    db,
    actor,
    rows.map(({ id }) => id),
  )
}

export interface BrokenPromise {
  kind: ViolationKind
  count: number
  /** The oldest that anybody may see, and every restricted one: who reads decides which of these are named. */
  ids: string[]
}

/** How many open cases break each promise, without looking at one of them: from the index of open cases alone. */
export async function countBroken(db: Db, absent: Absent, now: Date, most: number): Promise<BrokenPromise[]> {
  const kinds = brokenBy(absent, now)
  const columns = violationKinds.map((kind) => sql`${kinds[kind]} as ${sql.id(kind)}`)
  const named = violationKinds.map((kind) => sql`(${sql.lit(kind)}, broken.${sql.id(kind)})`)
  const { rows } = await sql<BrokenPromise>`with kind as (${kindsOfCases(now)}),
    broken as materialized (
      select cases.id, cases.created_at, cases.restricted, ${sql.join(columns)}
      from ${casesWithKind} where ${isOpen} and (${sql.join(Object.values(kinds), sql` or `)})),
    placed as (
      select promise.kind, id, restricted,
        row_number() over (partition by promise.kind, restricted order by created_at, id) as place
      from broken, lateral (values ${sql.join(named)}) as promise (kind, is_broken) where promise.is_broken)
    select kind, count(*), coalesce(array_agg(id) filter (where restricted or place <= ${most}), '{}') as ids
    from placed group by kind`.execute(db)
  return rows
}

/** Each promise of the rule as the index of open cases can tell it; both are proven to find the same. */
function brokenBy(absent: Absent, now: Date): Record<ViolationKind, RawBuilder<boolean>> {
  const absentOwner = sql<boolean>`(cases.owner_id = any(${[...absent.all]}::uuid[])
    and not (cases.owner_id = any(${[...absent.watched]}::uuid[]) and coalesce(${firstDue} > ${now}, true)))`
  return {
    ownerless: sql`((cases.owner_id is null or ${absentOwner})
      and (cases.queue_id is null or cases.routing_due_at is null or cases.routing_due_at <= ${now}))`,
    stageless: sql`kind.key is null`,
    noNextStep: sql`(cases.next_step_due_at is null and not ${clockRunning} and not ${taskOpen})`,
    absentOwner,
    silent: sql`(greatest(cases.created_at, cases.last_public_reply_at) < coalesce(kind.silent_before, (
        select ${now}::timestamptz - ${silenceHours} * interval '1 hour' from case_type_version
        where case_type_id = cases.type_id and version = cases.type_version))
      and (cases.status <> 'pending' or cases.next_step_due_at is null or cases.next_step_due_at <= ${now}))`,
  }
}

/** A row for each stage of each version of a type: small, and worked out once instead of for each case. */
const kindsOfCases = (now: Date) => sql`
  select case_type_id, version, ${now}::timestamptz - ${silenceHours} * interval '1 hour' as silent_before, stages.key
  from case_type_version, lateral (
    select stage->>'key' as key from jsonb_array_elements(definition->'stages') stage group by 1) stages`

const casesWithKind = sql`cases left join kind on kind.case_type_id = cases.type_id
  and kind.version = cases.type_version and kind.key = cases.stage`
const isOpen = sql`cases.status in ('new', 'open', 'pending', 'on_hold')`

/** The facts of these cases, the oldest first; whether the reader may see each is told beside. */
export async function casesToJudge(db: Db, actor: Actor, ids: readonly string[]): Promise<SuspectRow[]> {
  if (ids.length === 0) return []
  return db
    .with(
      // Once for each version, not for each case.
      (cte) => cte('kind').materialized(),
      (q) =>
        q
          .selectFrom('case_type_version')
          .select(['case_type_id', 'version', sql<number>`${silenceHours}`.as('silence_hours')])
          .select(
            sql<string[]>`array(select stage->>'key' from jsonb_array_elements(definition->'stages') stage)`.as(
              'stages',
            ),
          ),
    )
    .selectFrom('cases')
    .innerJoin('kind', (join) =>
      join.onRef('kind.case_type_id', '=', 'cases.type_id').onRef('kind.version', '=', 'cases.type_version'),
    )
    .select([
      'cases.id',
      'cases.number',
      'cases.team_id as teamId',
      sql<Status>`cases.status`.as('status'),
      'cases.owner_id as ownerId',
      'cases.routing_due_at as routingDueAt',
      'cases.stage_since as stageSince',
      'cases.next_step_due_at as nextStepDueAt',
      sql<Date | null>`${firstDue}`.as('firstDueAt'),
      'cases.created_at as createdAt',
      'cases.last_public_reply_at as lastWordFromUsAt',
      'kind.silence_hours as silenceHours',
      sql<boolean>`cases.queue_id is not null`.as('queued'),
      sql<boolean>`cases.stage = any(kind.stages)`.as('stageKnown'),
      // Where a next step is due, nobody asks for these.
      sql<boolean>`cases.next_step_due_at is null and ${clockRunning}`.as('clockRunning'),
      sql<boolean>`cases.next_step_due_at is null and ${taskOpen}`.as('taskOpen'),
    ])
    .select((eb) => eb.and([visibleTo(actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>)]).as('visible'))
    .where(sql<boolean>`cases.id = any(${[...ids]}::uuid[])`)
    .orderBy('cases.created_at')
    .orderBy('cases.id')
    .execute() as Promise<SuspectRow[]>
}

/** Only asked of cases whose owner is absent, and of the few that are judged. */
const firstDue = sql`least(cases.due_at, cases.next_step_due_at, (select min(task.due_at) from task
  where task.case_id = cases.id and task.kind = 'task' and task.done_at is null and task.cancelled_at is null))`
const silenceHours = sql`coalesce((definition->>'silenceHours')::int, 72)`
const clockRunning = sql`exists (select 1 from sla_clock where sla_clock.case_id = cases.id and sla_clock.state = 'running')`
const taskOpen = sql`exists (select 1 from task where task.case_id = cases.id and task.kind = 'task'
  and task.done_at is null and task.cancelled_at is null)`

/** Since when what is broken in these cases is known to be. */
export async function knownSince(db: Db, caseIds: readonly string[]): Promise<Map<string, Date>> {
  if (caseIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('governance_violation')
    .select(['case_id', 'kind', 'since'])
    .where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [`${row.case_id} ${row.kind}`, row.since]))
}

/** One check at a time, whoever runs it; false when another is at it. */
export async function claimCheck(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('governance check')) as mine`.execute(db)
  return rows[0]!.mine
}

/** Keeps what still stands with its first instant, adds what is new, and puts what is mended into the history. */
export async function storeViolations(
  db: Db,
  found: readonly { caseId: string; kind: ViolationKind; since: Date }[],
  now: Date,
): Promise<void> {
  const columns = sql`select * from unnest(${found.map((each) => each.caseId)}::uuid[], ${found.map((each) => storedKind[each.kind])}::text[],
    ${found.map((each) => each.since)}::timestamptz[]) as found (case_id, kind, since)`
  await sql`with mended as (
      delete from governance_violation v where not exists (
        select 1 from (${columns}) found where found.case_id = v.case_id and found.kind = v.kind)
      returning case_id, kind, since, escalated_at)
    insert into governance_mended (case_id, kind, since, mended_at, escalated_at)
    select case_id, kind, since, ${now}, escalated_at from mended`.execute(db)
  await sql`insert into governance_violation (case_id, kind, since) ${columns} on conflict do nothing`.execute(db)
}

export async function storeCheck(db: Db, id: string, at: Date, counts: Record<ViolationKind, number>): Promise<void> {
  await db
    .insertInto('governance_check')
    .values({
      id,
      checked_at: at,
      ownerless: counts.ownerless,
      stageless: counts.stageless,
      no_next_step: counts.noNextStep,
      absent_owner: counts.absentOwner,
      silent: counts.silent,
    })
    .execute()
  await sql`delete from governance_check where checked_at < ${at}::timestamptz - interval '90 days'`.execute(db)
}

export function lastCheck(db: Db) {
  return db.selectFrom('governance_check').selectAll().orderBy('checked_at', 'desc').limit(1).executeTakeFirst()
}

/** Marks as escalated, each once, what began before `before`, with the duty holder of each case. */
export async function takeForEscalation(db: Db, before: Date, now: Date, most: number) {
  const { rows } = await sql<{ caseId: string; kind: string; since: Date; dutyHolderId: string; dutyHolder: string }>`
    with taken as (
      update governance_violation v set escalated_at = ${now}
      from (select case_id, kind from governance_violation where escalated_at is null and since < ${before}
        order by since limit ${most} for update skip locked) due
      where v.case_id = due.case_id and v.kind = due.kind
      returning v.case_id, v.kind, v.since)
    select taken.case_id as "caseId", taken.kind, taken.since, person.id as "dutyHolderId", person.name as "dutyHolder"
    from taken join cases on cases.id = taken.case_id join team on team.id = cases.team_id join person on person.id = team.lead_id
    order by taken.since, taken.case_id, taken.kind`.execute(db)
  return rows
}
