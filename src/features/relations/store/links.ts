import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { KinFacts } from '../rules.ts'

/** Families are put together one after the other: two links at once could close a circle that neither sees. */
export async function takeTurn(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('families of cases'))`.execute(db)
}

const pair = (one: string, other: string) =>
  one < other ? { one_id: one, other_id: other } : { one_id: other, other_id: one }

/** False where they are related already. */
export async function insertRelation(
  db: Db,
  one: string,
  other: string,
  linked: { at: Date; by: string | null },
): Promise<boolean> {
  const added = await db
    .insertInto('case_relation')
    .values({ ...pair(one, other), linked_at: linked.at, linked_by: linked.by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('one_id')
    .executeTakeFirst()
  return added !== undefined
}

/** False where they were not related. */
export async function removeRelation(db: Db, one: string, other: string): Promise<boolean> {
  const { one_id, other_id } = pair(one, other)
  const removed = await db
    .deleteFrom('case_relation')
    .where('one_id', '=', one_id)
    .where('other_id', '=', other_id)
    .returning('one_id')
    .executeTakeFirst()
  return removed !== undefined
}

export async function areRelated(db: Db, one: string, other: string): Promise<boolean> {
  const { one_id, other_id } = pair(one, other)
  const found = await db
    .selectFrom('case_relation')
    .select('one_id')
    .where('one_id', '=', one_id)
    .where('other_id', '=', other_id)
    .executeTakeFirst()
  return found !== undefined
}

/** What stands above and below a case, and how many incidents it has. */
export async function placeOf(
  db: Db,
  id: string,
): Promise<{ ancestors: string[]; levelsBelow: number; incidents: number }> {
  const { rows } = await sql<{ ancestors: string[]; levelsBelow: number; incidents: number }>`
    with recursive above (id, level) as (
      select parent_id, 1 from cases where id = ${id} and parent_id is not null
      union all select cases.parent_id, level + 1 from above join cases on cases.id = above.id
        where cases.parent_id is not null and level < 50),
    below (id, level) as (
      select id, 1 from cases where parent_id = ${id}
      union all select cases.id, level + 1 from below join cases on cases.parent_id = below.id where level < 50)
    select coalesce((select array_agg(id order by level) from above), '{}') as ancestors,
      coalesce((select max(level) from below), 0)::int as "levelsBelow",
      (select count(*)::int from cases where problem_id = ${id}) as incidents`.execute(db)
  return rows[0]!
}

/** The family of a case: of each kind the first that the reader may see, open ones before others, and how many there are. */
export async function kinOf(db: Db, actor: Actor, id: string, most: number): Promise<KinFacts[]> {
  const mayBeSeen = db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where(sql<boolean>`cases.id in (select id from kin)`)
  const { rows } = await sql<KinFacts>`
    with kin as materialized (
      select 'problem' as kind, problem_id as id from cases where id = ${id} and problem_id is not null
      union all select 'incident', id from cases where problem_id = ${id}
      union all select 'parent', parent_id from cases where id = ${id} and parent_id is not null
      union all select 'child', id from cases where parent_id = ${id}
      union all select 'related', other_id from case_relation where one_id = ${id}
      union all select 'related', one_id from case_relation where other_id = ${id}
      union all select 'follow_up_of', follow_up_of_id from cases where id = ${id} and follow_up_of_id is not null
      union all select 'follow_up', id from cases where follow_up_of_id = ${id}
      union all select 'merged_into', merged_into_id from cases where id = ${id} and merged_into_id is not null
      union all select 'merged', id from cases where merged_into_id = ${id}),
    seen as materialized (${mayBeSeen}),
    placed as (
      select kin.kind, cases.id, seen.id is not null as seen, row_number() over (partition by kin.kind, seen.id is null
        order by cases.status in ('new', 'open', 'pending', 'on_hold') desc, cases.number) as place
      from kin join cases on cases.id = kin.id left join seen on seen.id = kin.id)
    select kind, coalesce(array_agg(id order by place) filter (where seen and place <= ${most}), '{}') as ids,
      (count(*) filter (where seen))::int as seen, (count(*) filter (where not seen))::int as hidden
    from placed group by kind`.execute(db)
  return rows
}

/** Which of these cases the reader may see. */
export async function seenOf(db: Db, actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where(sql<boolean>`cases.id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export interface Impact {
  open: number
  resolved: number
  customers: number
  valueYear: { minor: number; currency: string }[]
}

/** Whom the incidents of a problem concern, of those that the reader may see: each customer once. */
export async function impactOf(db: Db, actor: Actor, problemId: string): Promise<Impact> {
  const incidents = db
    .selectFrom('cases')
    .select(['cases.status', 'cases.account_id', 'cases.contact_id'])
    .where(visibleTo(actor))
    .where('cases.problem_id', '=', problemId)
  const { rows } = await sql<Impact>`
    with incident as (${incidents}), value as (
      select currency, sum(value_year_minor)::float8 as minor from account
      where id in (select account_id from incident) and value_year_minor is not null group by currency)
    select count(*) filter (where status in ('new', 'open', 'pending', 'on_hold'))::int as open,
      count(*) filter (where status in ('resolved', 'closed'))::int as resolved,
      count(distinct coalesce(account_id, contact_id))::int as customers,
      (select coalesce(json_agg(json_build_object('minor', minor, 'currency', currency) order by minor desc), '[]')
        from value) as "valueYear"
    from incident`.execute(db)
  return rows[0]!
}

/** The parent of a case with its owner, and what still stands open below it; undefined for no child. */
export async function parentToTell(db: Db, childId: string) {
  const { rows } = await sql<{
    id: string
    ownerId: string | null
    ownerName: string | null
    number: number
    restricted: boolean
    openChildren: number
  }>`
    select parent.id, person.id as "ownerId", person.name as "ownerName", child.number, child.restricted,
      (select count(*)::int from cases other where other.parent_id = parent.id
        and other.status in ('new', 'open', 'pending', 'on_hold')) as "openChildren"
    from cases child join cases parent on parent.id = child.parent_id
      left join person on person.id = parent.owner_id
    where child.id = ${childId}`.execute(db)
  return rows[0]
}
