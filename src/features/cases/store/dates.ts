import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import type { DB } from '../../../platform/tables.gen.ts'
import type { RiskCounts } from '../contract/risks.ts'
import { openStatuses } from '../rules/lifecycle.ts'

export type Where = (eb: ExpressionBuilder<DB, 'cases'>) => ExpressionWrapper<DB, 'cases', SqlBool>

export const open: Where = (eb) =>
  eb(
    'cases.status',
    'in',
    openStatuses.map((status) => sql.lit(status)),
  )

/** What is due first, whatever it is, as the index of open cases holds it; what has no date comes last. */
export const firstDue = sql<Date>`coalesce(cases.first_due_at, 'infinity'::timestamptz)`
export const late =
  (now: Date): Where =>
  () =>
    sql<SqlBool>`${firstDue} < ${now}` as unknown as ReturnType<Where>
const notLate =
  (now: Date): Where =>
  () =>
    sql<SqlBool>`${firstDue} >= ${now}` as unknown as ReturnType<Where>

export function dueCondition(due: string, now: Date): Where {
  const span = /^(\d+)([mhd])$/.exec(due)
  if (span) {
    const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[span[2] as 'm' | 'h' | 'd']
    const until = new Date(now.getTime() + Number(span[1]) * unit)
    return (eb) => eb.and([open(eb), eb(firstDue, '<=', until)])
  }
  const risks: Record<string, Where> = {
    overdue: late(now),
    at_risk: (eb) => eb.and([runs(now)(eb), eb('cases.at_risk_at', '<=', now)]),
    on_track: (eb) => eb.and([runs(now)(eb), calm(now)(eb)]),
    waiting: (eb) => eb.and([notLate(now)(eb), eb('cases.due_at', 'is', null)]),
    breached: breached(now),
    today: dayCondition(firstDue, 'today', now),
  }
  return (eb) => eb.and([open(eb), risks[due]!(eb)])
}

/** A clock runs, and nothing is late. */
const runs =
  (now: Date): Where =>
  (eb) =>
    eb.and([notLate(now)(eb), eb('cases.due_at', 'is not', null)])
const calm =
  (now: Date): Where =>
  (eb) =>
    eb.or([eb('cases.at_risk_at', 'is', null), eb('cases.at_risk_at', '>', now)])
/** A promise was broken: a clock is past its limit, or was. */
const breached =
  (now: Date): Where =>
  (eb) =>
    eb.or([eb('cases.due_at', '<', now), eb('cases.breached_at', 'is not', null)])

/** Parts of the open cases that leave none out and share none; today ends at midnight in the organisation's zone. */
export function riskParts(now: Date): Record<keyof RiskCounts, Where> {
  const { ends } = boundsOf('today', now)
  const kept = (...others: Where[]): Where => {
    return (eb) => eb.and([eb('cases.breached_at', 'is', null), ...others.map((each) => each(eb))])
  }
  return {
    breached: breached(now),
    late: kept(late(now), (eb) => eb.or([eb('cases.due_at', 'is', null), eb('cases.due_at', '>=', now)])),
    at_risk: kept(runs(now), (eb) => eb('cases.at_risk_at', '<=', now)),
    today: kept(runs(now), calm(now), (eb) => eb(firstDue, '<', ends)),
    later: kept(runs(now), calm(now), (eb) => eb(firstDue, '>=', ends)),
    none: kept(notLate(now), (eb) => eb('cases.due_at', 'is', null)),
  }
}

export function riskCondition(risks: readonly string[], now: Date): Where {
  const parts = riskParts(now)
  return (eb) => eb.and([open(eb), eb.or(risks.map((risk) => parts[risk as keyof RiskCounts](eb)))])
}

/** A day begins and ends at midnight in the organisation's zone, however long it is. */
export function boundsOf(day: string, now: Date) {
  const zone = sql`(select time_zone from organisation)`
  const date = day === 'today' ? sql`(${now}::timestamptz at time zone ${zone})::date` : sql`${day}::date`
  return {
    begins: sql<Date>`(${date}::timestamp at time zone ${zone})`,
    ends: sql<Date>`((${date} + 1)::timestamp at time zone ${zone})`,
  }
}

export function dayCondition(
  column: 'cases.created_at' | 'cases.resolved_at' | typeof firstDue,
  day: string,
  now: Date,
): Where {
  const { begins, ends } = boundsOf(day, now)
  return (eb) => eb.and([eb(column, '>=', begins), eb(column, '<', ends)])
}
