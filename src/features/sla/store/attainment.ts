import { type RawBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { AttainmentFigure } from '../contract/attainment.ts'
import type { Metric } from '../contract.ts'

export interface Span {
  from: Date
  to: Date
  /** `none`: those that follow no policy. */
  policyId: string | null
}

const milestone = sql<
  string | null
>`case when sla_clock.metric = 'milestone' then sla_clock.detail->'milestone'->>'name' end`

const clocksSeen = (db: Db, actor: Actor, policyId: string | null) =>
  db
    .selectFrom('sla_clock')
    .innerJoin('cases', 'cases.id', 'sla_clock.case_id')
    .where(visibleTo(actor))
    .$if(policyId === 'none', (q) => q.where('sla_clock.policy_id', 'is', null))
    .$if(policyId !== null && policyId !== 'none', (q) => q.where('sla_clock.policy_id', '=', policyId))

/** Clocks that ended by being met within the time; a cancelled one promised nothing to the end. */
const ended = (db: Db, actor: Actor, { from, to, policyId }: Span) =>
  clocksSeen(db, actor, policyId)
    .where('sla_clock.state', '=', 'met')
    .where('sla_clock.met_at', '>=', from)
    .where('sla_clock.met_at', '<', to)

const inTime = sql<number>`count(*) filter (where sla_clock.breached_at is null)::int`
const late = sql<number>`count(*) filter (where sla_clock.breached_at is not null)::int`

/** By policy, clock and month. */
export function endedBy(db: Db, actor: Actor, span: Span, timeZone: string) {
  return ended(db, actor, span)
    .leftJoin('sla_policy', 'sla_policy.id', 'sla_clock.policy_id')
    .select(['sla_clock.policy_id as policyId', 'sla_policy.name as policy', 'sla_clock.metric'])
    .select([milestone.as('milestone'), inTime.as('met'), late.as('breached')])
    .select(sql<string>`to_char(sla_clock.met_at at time zone ${timeZone}, 'YYYY-MM')`.as('month'))
    .groupBy(['sla_clock.policy_id', 'sla_policy.name', 'sla_clock.metric', sql`4`, sql`7`])
    .execute()
}

export async function endedCases(db: Db, actor: Actor, span: Span): Promise<{ cases: number; broken: number }> {
  return ended(db, actor, span)
    .select(sql<number>`count(distinct cases.id)::int`.as('cases'))
    .select(sql<number>`(count(distinct cases.id) filter (where sla_clock.breached_at is not null))::int`.as('broken'))
    .executeTakeFirstOrThrow()
}

/** How a clock stands that has not ended: as `riskOf` says. */
const stands = (now: Date): RawBuilder<'late' | 'paused' | 'at_risk' | 'on_track'> => sql`case
  when sla_clock.breached_at is not null and coalesce(sla_clock.due_at < ${now}, true) then 'late'
  when sla_clock.state = 'paused' then 'paused'
  when sla_clock.due_at < ${now} then 'late'
  when sla_clock.at_risk_at <= ${now} then 'at_risk' else 'on_track' end`

/** Spelt out, so that it is found by the index of those whatever else is asked for. */
const notEnded = sql<boolean>`sla_clock.state in ('running', 'paused')`

export function runningBy(db: Db, actor: Actor, policyId: string | null, now: Date) {
  return clocksSeen(db, actor, policyId)
    .leftJoin('sla_policy', 'sla_policy.id', 'sla_clock.policy_id')
    .where(notEnded)
    .select(['sla_clock.policy_id as policyId', 'sla_policy.name as policy', 'sla_clock.metric'])
    .select([milestone.as('milestone'), stands(now).as('stands'), sql<number>`count(*)::int`.as('count')])
    .groupBy(['sla_clock.policy_id', 'sla_policy.name', 'sla_clock.metric', sql`4`, sql`5`])
    .execute()
}

export interface AskedClocks extends Span {
  figure: AttainmentFigure
  metric: Metric | null
  milestone: string | null
  place: [at: string, id: string] | null
  limit: number
}

/** Those behind one number; by when they ended, or are due, the last first. */
export function clocksBehind(db: Db, actor: Actor, asked: AskedClocks, now: Date) {
  const { figure, metric, milestone: name, place, limit, policyId } = asked
  const over = figure === 'met' || figure === 'breached'
  const at = over ? sql<Date>`sla_clock.met_at` : sql<Date>`coalesce(sla_clock.due_at, sla_clock.started_at)`
  return (over ? ended(db, actor, asked) : clocksSeen(db, actor, policyId))
    .$if(figure === 'met', (q) => q.where('sla_clock.breached_at', 'is', null))
    .$if(figure === 'breached', (q) => q.where('sla_clock.breached_at', 'is not', null))
    .$if(!over, (q) => q.where(notEnded).where(sql<boolean>`${stands(now)} = ${figure}`))
    .$if(metric !== null, (q) => q.where('sla_clock.metric', '=', metric!))
    .$if(name !== null, (q) => q.where(sql<boolean>`${milestone} = ${name}`))
    .$if(place !== null, (q) =>
      q.where(sql<boolean>`(${at}, sla_clock.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .select(['sla_clock.id', 'cases.id as caseId', 'cases.number', 'cases.subject', at.as('at')])
    .select(['sla_clock.met_at as metAt', 'sla_clock.due_at as dueAt', 'sla_clock.breached_at as breachedAt'])
    .orderBy(at, 'desc')
    .orderBy('sla_clock.id', 'desc')
    .limit(limit)
    .execute()
}
