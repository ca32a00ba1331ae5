import { type RawBuilder, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { CalendarItem } from '../contract/calendar.ts'
import type { CaseFilter } from '../contract/filter.ts'
import { visibleTo } from '../visible.ts'
import { conditionsOf } from './conditions.ts'
import { firstDue, open } from './dates.ts'

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
  kind: CalendarItem['kind']
  text: string | null
  day: string
  total: number
}

/** The first `perDay` of each local day, clock ends of open cases before everything else, with how many the day has. */
export async function marksBetween(
  db: Db,
  actor: Actor,
  filter: Partial<CaseFilter>,
  { from, days, zone, perDay, now }: Stretch,
): Promise<Mark[]> {
  const begins = sql<Date>`(${from}::date::timestamp at time zone ${zone})`
  const ends = sql<Date>`((${from}::date + ${sql.lit(days)})::timestamp at time zone ${zone})`
  const dated = (at: RawBuilder<Date>, kind: RawBuilder<unknown>, text: RawBuilder<unknown>) =>
    db
      .selectFrom('cases')
      .select(['cases.id', at.as('at'), kind.as('kind'), text.as('text')])
      .where(visibleTo(actor))
      .where(open)
      .where((eb) => eb.and(conditionsOf(filter, actor, now).map((condition) => condition(eb))))
      // Nothing falls on a day before what falls first: the index of that narrows it down.
      .where(firstDue, '<', ends)
      .where(at, '>=', begins)
      .where(at, '<', ends)
  const clocks = dated(sql.ref('cases.due_at'), sql`'due'`, sql`null`)
  const steps = dated(sql.ref('cases.next_step_due_at'), sql`'step'`, sql.ref('cases.next_step'))
  const tasks = dated(
    sql.ref('task.due_at'),
    sql`case when task.promise is null then 'task' else 'promise' end`,
    sql.ref('task.title'),
  )
    .innerJoin('task', 'task.case_id', 'cases.id')
    .where('task.kind', '=', 'task')
    .where('task.startable_at', 'is not', null)
    .where('task.done_at', 'is', null)
    .where('task.cancelled_at', 'is', null)
  const { rows } = await sql<Mark>`
    select id, at, kind, text, to_char(day, 'YYYY-MM-DD') as day, total::int as total from (
      select *, row_number() over (partition by day order by kind <> 'due', at, kind, id) as place, count(*) over (partition by day) as total
      from (
        select id, at, kind, text, (at at time zone ${zone})::date as day
        from (${clocks.unionAll(steps as never).unionAll(tasks as never)}) as marks) as dated) as ranked
    where place <= ${sql.lit(perDay)}
    order by day, place`.execute(db)
  return rows
}
