import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { CaseFilter } from '../contract/filter.ts'
import type { RiskCounts } from '../contract/risks.ts'
import { openStatuses } from '../rules/lifecycle.ts'
import { visibleTo } from '../visible.ts'
import { conditionsOf } from './conditions.ts'
import { firstDue, open, riskParts, type Where } from './dates.ts'

/** The rows of a list, with every name a row shows. */
export function caseRows(db: Db, actor: Actor) {
  const reader = actor.kind === 'person' ? actor.id : null
  return db
    .selectFrom('cases')
    .innerJoin('case_type', 'case_type.id', 'cases.type_id')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .leftJoin('person as owner', 'owner.id', 'cases.owner_id')
    .leftJoin('person as next_person', 'next_person.id', 'cases.next_step_person_id')
    .leftJoin('queue', 'queue.id', 'cases.queue_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('case_seen', (join) =>
      join
        .onRef('case_seen.case_id', '=', 'cases.id')
        .on('case_seen.person_id', '=', reader ?? sql<string>`null::uuid`),
    )
    .selectAll('cases')
    .select([
      'case_type.key as type_key',
      'team.name as team_name',
      'team.lead_id as team_lead_id',
      'owner.name as owner_name',
      'next_person.name as next_person_name',
      'queue.name as queue_name',
      'account.name as account_name',
      'contact.name as contact_name',
      'case_seen.seen_at as seen_at',
      firstTask.as('first_task'),
    ])
    .where(visibleTo(actor))
}

/** Which task it is that `task_due_at` speaks of. */
const firstTask = sql<{ title: string; promise: boolean } | null>`(
  select json_build_object('title', task.title, 'promise', task.promise is not null) from task
  where cases.task_due_at is not null and task.case_id = cases.id and task.due_at = cases.task_due_at and task.kind = 'task'
    and task.done_at is null and task.cancelled_at is null and task.startable_at is not null
  order by task.id limit 1)`

export const rowsOfCases = (db: Db, actor: Actor, ids: readonly string[]) =>
  caseRows(db, actor)
    .where(sql<SqlBool>`cases.id = any(${[...ids]}::uuid[])`)
    .execute()

export const nextDueRows = (db: Db, actor: Actor, now: Date, limit: number) =>
  caseRows(db, actor)
    .where((eb) => open(eb))
    .where(firstDue, '>=', now)
    .where('cases.first_due_at', 'is not', null)
    .orderBy(firstDue)
    .orderBy('cases.id')
    .limit(sql.lit(limit))
    .execute()

type Sort = CaseFilter['sort']
const priorityRank = sql<number>`case cases.priority when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end`

/** What a list is ordered by; the id settles ties, so that a page never repeats or skips a case. */
const orders = {
  due: { by: firstDue, cast: sql`timestamptz`, down: false },
  '-due': { by: firstDue, cast: sql`timestamptz`, down: true },
  updated: { by: sql<unknown>`cases.updated_at`, cast: sql`timestamptz`, down: false },
  '-updated': { by: sql<unknown>`cases.updated_at`, cast: sql`timestamptz`, down: true },
  created: { by: sql<unknown>`cases.created_at`, cast: sql`timestamptz`, down: false },
  '-created': { by: sql<unknown>`cases.created_at`, cast: sql`timestamptz`, down: true },
  number: { by: sql<unknown>`cases.number`, cast: sql`bigint`, down: false },
  '-number': { by: sql<unknown>`cases.number`, cast: sql`bigint`, down: true },
  priority: { by: sql<unknown>`${priorityRank}`, cast: sql`int`, down: false },
} satisfies Record<Sort, Order>

interface Order {
  by: RawBuilder<unknown>
  cast: RawBuilder<unknown>
  down: boolean
  /** Where ties go the other way. */
  idsDown?: boolean
}

interface Page {
  limit: number
  cursor: { key: string; id: string } | null
  now: Date
}

export async function listCases(db: Db, actor: Actor, filter: Partial<CaseFilter>, page: Page) {
  const keys = mayBeOver(filter)
    ? await openThenOver(db, actor, filter, page)
    : await keysBy(orders[filter.sort ?? '-updated'], db, actor, filter, page)
  if (keys.length === 0) return []
  const ids = keys.map((key) => key.id)
  const rows = await rowsOfCases(db, actor, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return keys.flatMap(({ id, order_key }) => {
    const row = byId.get(id)
    return row ? [{ ...row, order_key }] : []
  })
}

/** Which cases first, from one index, with the limit as a literal: a plan that does not know it reads far too much. */
function keysBy(
  order: Order,
  db: Db,
  actor: Actor,
  filter: Partial<CaseFilter>,
  { limit, cursor, now }: Page,
  part?: Where,
) {
  const { by, down, cast, idsDown = down } = order
  const conditions = [...conditionsOf(filter, actor, now), ...(part ? [part] : [])]
  const direction = (isDown: boolean) => (isDown ? sql`desc` : sql`asc`)
  const beyond = (isDown: boolean) => (isDown ? sql`<` : sql`>`)
  return db
    .selectFrom('cases')
    .select(['cases.id', sql<string>`${by}::text`.as('order_key')])
    .where(visibleTo(actor))
    .where((eb) => eb.and(conditions.map((condition) => condition(eb))))
    .$if(cursor !== null, (q) => {
      const [key, id] = [sql`${cursor!.key}::${cast}`, sql`${cursor!.id}::uuid`]
      return q.where(
        down === idsDown
          ? sql<SqlBool>`(${by}, cases.id) ${beyond(down)} (${key}, ${id})`
          : sql<SqlBool>`${by} ${beyond(down)}= ${key} and (${by} ${beyond(down)} ${key} or cases.id ${beyond(idsDown)} ${id})`,
      )
    })
    .orderBy(sql`${by} ${direction(down)}`)
    .orderBy(sql`cases.id ${direction(idsDown)}`)
    .limit(sql.lit(limit + 1))
    .execute()
}

const statusesOf = ({ status }: Partial<CaseFilter>) => status?.split(',').map((each) => each.trim()) ?? ['all']
const onlyOpen = new Set<string>(['unresolved', ...openStatuses])
const mayBeOver = ({ sort, due, risk, ...filter }: Partial<CaseFilter>) =>
  (sort === 'due' || sort === '-due') && !due && !risk && !statusesOf(filter).every((each) => onlyOpen.has(each))

const isOver = 'over '
const over: Where = (eb) => eb('cases.status', 'in', [sql.lit('resolved'), sql.lit('closed')])

/**
 * Dates of cases that are over are shown nowhere: these stand behind all open ones, the most recent first. Each part is read
 * in the order of its own index; one order over both would sort all cases there are.
 */
async function openThenOver(db: Db, actor: Actor, filter: Partial<CaseFilter>, page: Page) {
  const order = orders[filter.sort ?? 'due']
  const cursor = page.cursor?.key.startsWith(isOver)
    ? { ...page.cursor, key: page.cursor.key.slice(isOver.length) }
    : null
  const someOpen = statusesOf(filter).some((each) => each === 'all' || onlyOpen.has(each))
  const first = cursor || !someOpen ? [] : await keysBy(order, db, actor, filter, page, open)
  if (first.length > page.limit) return first
  const recent: Order = { ...orders['-updated'], idsDown: order.down }
  const rest = { ...page, cursor, limit: page.limit - first.length }
  const behind = await keysBy(recent, db, actor, filter, rest, over)
  return [...first, ...behind.map(({ id, order_key }) => ({ id, order_key: isOver + order_key }))]
}

export async function countCases(db: Db, actor: Actor, filter: Partial<CaseFilter>, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(visibleTo(actor))
    .where((eb) => eb.and(conditionsOf(filter, actor, now).map((condition) => condition(eb))))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The open cases of a filter by how pressing they are, counted in one go. */
export async function countByRisk(db: Db, actor: Actor, filter: Partial<CaseFilter>, now: Date): Promise<RiskCounts> {
  const parts = riskParts(now)
  const row = await db
    .selectFrom('cases')
    .select((eb) => {
      const count = (part: keyof RiskCounts) => eb.fn.countAll<number>().filterWhere(parts[part](eb)).as(part)
      return [count('breached'), count('late'), count('at_risk'), count('today'), count('later'), count('none')]
    })
    .where(visibleTo(actor))
    .where((eb) => eb.and([open, ...conditionsOf(filter, actor, now)].map((condition) => condition(eb))))
    .executeTakeFirstOrThrow()
  const number = (part: keyof RiskCounts) => Number(row[part])
  return {
    breached: number('breached'),
    late: number('late'),
    at_risk: number('at_risk'),
    today: number('today'),
    later: number('later'),
    none: number('none'),
  }
}

export type CaseListRow = Awaited<ReturnType<typeof listCases>>[number]
