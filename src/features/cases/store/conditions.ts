import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import type { CaseFilter } from '../contract/filter.ts'
import { flow, mergeEntries } from '../rules/flow.ts'
import { openStatuses } from '../rules/lifecycle.ts'
import { caseNumberOf } from '../rules/numbers.ts'
import { boundsOf, dayCondition, dueCondition, late, open, riskCondition, type Where } from './dates.ts'
import { familyCondition, incidentsOf } from './family.ts'

/** What a filter asks, as conditions on `cases`. Unknown ids match nothing; text that is no id is refused by the contract. */
export function conditionsOf(filter: Partial<CaseFilter>, actor: Actor, now: Date): Where[] {
  const conditions: Where[] = []
  const split = (text: string | undefined) =>
    text
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean) ?? []
  const statuses = split(filter.status).flatMap((status) => (status === 'unresolved' ? [...openStatuses] : [status]))
  if (statuses.length > 0 && !statuses.includes('all')) {
    // Literals, so that the planner can prove that the partial indexes of open cases serve.
    const known = statuses.filter((status) => /^[a-z_]+$/.test(status)).map((status) => sql.lit(status))
    conditions.push((eb) => eb('cases.status', 'in', known.length > 0 ? known : [sql.lit('none')]))
  }
  const person = people(filter.owner, actor)
  if (person) conditions.push((eb) => either(eb, 'cases.owner_id', person))
  const columns = {
    team: 'cases.team_id',
    queue: 'cases.queue_id',
    account: 'cases.account_id',
    contact: 'cases.contact_id',
    product: 'cases.product_id',
    asset: 'cases.asset_id',
  } as const
  for (const [key, column] of Object.entries(columns) as [
    keyof typeof columns,
    (typeof columns)[keyof typeof columns],
  ][]) {
    const wanted = people(filter[key], actor)
    if (wanted) conditions.push((eb) => either(eb, column, wanted))
  }
  const types = split(filter.type)
  if (types.length > 0) {
    const ids = types.filter(isId)
    const keys = types.filter((type) => !isId(type))
    conditions.push((eb) =>
      eb.or([
        ...(ids.length > 0 ? [eb('cases.type_id', 'in', ids)] : []),
        ...(keys.length > 0
          ? [
              eb(
                'cases.type_id',
                'in',
                eb.selectFrom('case_type').select('case_type.id').where('case_type.key', 'in', keys),
              ),
            ]
          : []),
      ]),
    )
  }
  const priorities = split(filter.priority)
  if (priorities.length > 0) conditions.push((eb) => eb('cases.priority', 'in', priorities))
  const stages = split(filter.stage)
  if (stages.length > 0) conditions.push((eb) => eb('cases.stage', 'in', stages))
  const tags = split(filter.tag)
  if (tags.length > 0) conditions.push((eb) => eb('cases.tags', '@>', sql<string[]>`${tags}::text[]`))
  if (filter.due) conditions.push(dueCondition(filter.due, now))
  if (filter.risk) conditions.push(riskCondition(split(filter.risk), now))
  if (filter.step) conditions.push((eb) => eb.and([open(eb), late(now)(eb), eb('cases.next_step_due_at', '<', now)]))
  if (filter.age) conditions.push(ageCondition(filter.age, now))
  if (filter.opened) conditions.push(dayCondition('cases.created_at', filter.opened, now))
  if (filter.resolved) conditions.push(dayCondition('cases.resolved_at', filter.resolved, now))
  if (filter.came) conditions.push(movedThatDay('came', filter.came, now))
  if (filter.went) conditions.push(movedThatDay('went', filter.went, now))
  if (filter.family) conditions.push(familyCondition(split(filter.family)))
  if (filter.problem) conditions.push(incidentsOf(filter.problem, actor))
  if (filter.clocks) conditions.push(clockCondition(filter.clocks === 'late', now))
  if (filter.escalated) conditions.push(escalatedCondition(filter.escalated))
  if (filter.q) conditions.push(textCondition(filter.q))
  return conditions
}

function people(text: string | undefined, actor: Actor): { ids: string[]; none: boolean } | null {
  const parts =
    text
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean) ?? []
  if (parts.length === 0) return null
  const ids = parts.flatMap((part) => (part === 'me' ? [actor.id ?? ''] : [part])).filter(isId)
  return { ids, none: parts.includes('none') }
}

function either(
  eb: ExpressionBuilder<DB, 'cases'>,
  column: `cases.${'owner' | 'team' | 'queue' | 'account' | 'contact' | 'product' | 'asset'}_id`,
  { ids, none }: { ids: string[]; none: boolean },
) {
  return eb.or([...(ids.length > 0 ? [eb(column, 'in', ids)] : []), ...(none ? [eb(column, 'is', null)] : [])])
}

function ageCondition(age: string, now: Date): Where {
  const [from, to] = age.replace('+', '').split('-').map(Number)
  const before = new Date(now.getTime() - from! * 86_400_000)
  return (eb) =>
    eb.and([
      eb('cases.created_at', '<=', before),
      ...(to === undefined ? [] : [eb('cases.created_at', '>', new Date(now.getTime() - to * 86_400_000))]),
    ])
}

/**
 * Came into work that day, opened or back again, or went out of it, as its timeline tells. Who went oftener than they came
 * only went: what was resolved, reopened and resolved again. What an import brought along finished came from nowhere.
 */
function movedThatDay(way: keyof typeof flow, day: string, now: Date): Where {
  const { begins, ends } = boundsOf(day, now)
  const moved = sql<string>`(select case_id from (
      select opened.id as case_id, true as comes from cases opened
      where opened.created_at >= ${begins} and opened.created_at < ${ends}
        and not (opened.imported and coalesce(opened.resolved_at <= opened.created_at, false))
      union all ${toldBetween('came', begins, ends)} union all ${toldBetween('went', begins, ends)}) as moves
    group by case_id having count(*) filter (where comes = ${sql.lit(way === 'came')}) * 2 >= count(*))`
  return (eb) => eb('cases.id', 'in', moved)
}

const toldBetween = (way: keyof typeof flow, begins: RawBuilder<Date>, ends: RawBuilder<Date>) => {
  const { always, byStatus } = flow[way]
  const wasOver = sql`event.content ->> 'fromStatus' in ('resolved', 'closed')`
  const isOver = sql`event.content ->> 'toStatus' in ('resolved', 'closed')`
  const turned = way === 'came' ? sql`${wasOver} and not ${isOver}` : sql`not ${wasOver} and ${isOver}`
  return sql`(select event.case_id, ${sql.lit(way === 'came')} from event
    where (event.name = any(${always}::text[]) or (event.name = any(${byStatus}::text[]) and ${turned}))
      and event.at >= ${begins} and event.at < ${ends} and event.case_id is not null
      and not (event.name = any(${mergeEntries}::text[]) and exists (select from event other
        where other.case_id = event.case_id and other.name = any(${mergeEntries}::text[]) and other.name <> event.name
          and other.content ->> 'mergeId' = event.content ->> 'mergeId'
          and other.at >= ${begins} and other.at < ${ends})))`
}

function clockCondition(late: boolean, now: Date): Where {
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000)
  return (eb) =>
    eb(
      'cases.id',
      'in',
      eb
        .selectFrom('sla_clock')
        .select('sla_clock.case_id')
        .where('sla_clock.state', '=', 'met')
        .where('sla_clock.met_at', '>=', weekAgo)
        .$if(late, (q) => q.where('sla_clock.breached_at', 'is not', null)),
    )
}

function escalatedCondition(escalated: string): Where {
  if (escalated === 'none') return (eb) => eb('cases.escalation_level', '=', 0)
  if (escalated === 'any') return (eb) => eb('cases.escalation_level', '>', 0)
  return (eb) => eb('cases.escalation_level', 'in', escalated.split(',').map(Number))
}

function textCondition(text: string): Where {
  const number = caseNumberOf(text)
  if (number !== null) return (eb) => eb('cases.number', '=', number)
  return (eb) =>
    eb(
      'cases.id',
      'in',
      eb
        .selectFrom('case_search')
        .select('case_search.case_id')
        .where(sql<SqlBool>`case_search.words @@ websearch_to_tsquery('simple', unaccent(${text}))`),
    )
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
