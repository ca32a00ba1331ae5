import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { CaseFilter } from '../contract/filter.ts'
import { openStatuses } from '../rules/lifecycle.ts'
import { visibleTo } from '../visible.ts'
import { conditionsOf } from './conditions.ts'
import { firstDue } from './dates.ts'

interface Stretch {
  /** The first local day. */
  from: string
  days: number
  zone: string
  perDay: number
  now: Date
}

interface Mark {
  id: string
  at: Date
  kind: 'due' | 'step'
  day: string
  total: number
}

/** The first `perDay` of each local day, clock ends of open cases before their next steps, with how many the day has. */
export async function marksBetween(
  db: Db,
  actor: Actor,
  filter: Partial<CaseFilter>,
  { from, days, zone, perDay, now }: Stretch,
): Promise<Mark[]> {
  const begins = sql<Date>`(${from}::date::timestamp at time zone ${zone})`
  const ends = sql<Date>`((${from}::date + ${sql.lit(days)})::timestamp at time zone ${zone})`
  const of = (column: 'cases.due_at' | 'cases.next_step_due_at', kind: Mark['kind']) =>
    db
      .selectFrom('cases')
      .select(['cases.id', sql<Date>`${sql.ref(column)}`.as('at'), sql<Mark['kind']>`${sql.lit(kind)}`.as('kind')])
      .where(visibleTo(actor))
      .where(
        'cases.status',
        'in',
        openStatuses.map((status) => sql.lit(status)),
      )
      .where((eb) => eb.and(conditionsOf(filter, actor, now).map((condition) => condition(eb))))
      // Nothing falls on a day before what falls first: the index of that narrows it down.
      .where(firstDue, '<', ends)
      .where(column, '>=', begins)
      .where(column, '<', ends)
  const { rows } = await sql<Mark>`
    select id, at, kind, to_char(day, 'YYYY-MM-DD') as day, total::int as total from (
      select *, row_number() over (partition by day order by kind, at, id) as place, count(*) over (partition by day) as total
      from (
        select id, at, kind, (at at time zone ${zone})::date as day
        from (${of('cases.due_at', 'due').unionAll(of('cases.next_step_due_at', 'step'))}) as marks) as dated) as ranked
    where place <= ${sql.lit(perDay)}
    order by day, place`.execute(db)
  return rows
}
