import { type Insertable, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { CaseMerge } from '../../../platform/tables.gen.ts'
import { visibleTo } from '../../cases/visible.ts'

export async function insertMerge(db: Db, row: Insertable<CaseMerge>): Promise<void> {
  await db.insertInto('case_merge').values(row).execute()
}

export function findMerge(db: Db, id: string) {
  return db.selectFrom('case_merge').selectAll().where('id', '=', id).executeTakeFirst()
}

export type MergeRow = NonNullable<Awaited<ReturnType<typeof findMerge>>>

/** The merges of a case that stand, the latest first, where the actor may see the other case too. */
export function mergesOf(db: Db, actor: Actor, caseId: string) {
  return db
    .selectFrom('case_merge')
    .innerJoin('cases', (join) =>
      join.on(sql<boolean>`cases.id = case when case_merge.source_id = ${caseId} then case_merge.survivor_id
        else case_merge.source_id end`),
    )
    .leftJoin('person', 'person.id', 'case_merge.merged_by')
    .selectAll('case_merge')
    .select(['person.name as merger'])
    .where('case_merge.undone_at', 'is', null)
    .where((eb) => eb.or([eb('case_merge.source_id', '=', caseId), eb('case_merge.survivor_id', '=', caseId)]))
    .where(visibleTo(actor))
    .orderBy('case_merge.merged_at', 'desc')
    .orderBy('case_merge.id', 'desc')
    .execute()
}

export async function markUndone(db: Db, id: string, by: string | null, now: Date): Promise<void> {
  await db.updateTable('case_merge').set({ undone_at: now, undone_by: by }).where('id', '=', id).execute()
}

/** How many of the messages are still on the case, and how many came to it since. */
export async function countMessages(db: Db, caseId: string, taken: readonly string[], since: Date) {
  const { rows } = await sql<{ there: number; stays: number }>`
    select count(*) filter (where id = any(${[...taken]}::uuid[]))::int as there,
      count(*) filter (where created_at > ${since} and id <> all(${[...taken]}::uuid[]))::int as stays
    from message where case_id = ${caseId}`.execute(db)
  return rows[0]!
}

/** What a merge would take along. */
export async function brings(db: Db, caseId: string) {
  const { rows } = await sql<{ messages: number; files: number; tasks: number }>`
    select (select count(*)::int from message where case_id = ${caseId}) as messages,
      (select count(*)::int from attachment where case_id = ${caseId} and not inline) as files,
      (select count(*)::int from task where case_id = ${caseId} and kind = 'task' and cancelled_at is null
        and (key is null or done_at is not null)) as tasks`.execute(db)
  return rows[0]!
}

/**
 * How two cases stand in their families: whether one waits for the other by way of a third, how many stand above the
 * survivor, how many levels below the source, and its incidents. A child that was merged counts as the case it is in.
 */
export async function familyOf(db: Db, sourceId: string, survivorId: string) {
  const { rows } = await sql<{ encloses: boolean; above: number; below: number; incidents: number }>`
    with recursive waits (root, id, level) as (
      select cases.parent_id, coalesce(cases.merged_into_id, cases.id), 1 from cases
        where cases.parent_id in (${sourceId}, ${survivorId})
      union select waits.root, coalesce(cases.merged_into_id, cases.id), level + 1
        from waits join cases on cases.parent_id = waits.id where level < 9),
    above (id, level) as (
      select parent_id, 1 from cases where id = ${survivorId} and parent_id is not null
      union all select cases.parent_id, level + 1 from above join cases on cases.id = above.id
        where cases.parent_id is not null and level < 9),
    below (id, level) as (
      select id, 1 from cases where parent_id = ${sourceId}
      union all select cases.id, level + 1 from below join cases on cases.parent_id = below.id where level < 9)
    select exists (select 1 from waits where level > 1 and root <> id and id in (${sourceId}, ${survivorId})) as encloses,
      (select count(*)::int from above) as above,
      (select coalesce(max(level), 0)::int from below) as below,
      (select count(*)::int from cases where problem_id = ${sourceId} and id <> ${survivorId}) as incidents`.execute(db)
  return rows[0]!
}

/** The names on a case that a merge speaks of. */
export function namesOn(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('cases as survivor', 'survivor.id', 'cases.merged_into_id')
    .select([
      'team.name as team',
      'account.name as account',
      'contact.name as contact',
      'survivor.number as mergedInto',
    ])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
}

/** Owner and watchers of a case. */
export async function peopleOn(db: Db, caseId: string) {
  const { rows } = await sql<{ id: string; name: string; watches: boolean }>`
    select person.id, person.name, watcher.person_id is not null as watches
    from cases
      join person on person.id = cases.owner_id
        or exists (select 1 from watcher where watcher.case_id = cases.id and watcher.person_id = person.id)
      left join watcher on watcher.case_id = cases.id and watcher.person_id = person.id
    where cases.id = ${caseId} order by person.name`.execute(db)
  return rows
}

/** What a case begins with: its first message that the customer may read. */
export async function excerptOf(db: Db, caseId: string): Promise<string | null> {
  const row = await db
    .selectFrom('message')
    .select(sql<string>`left(coalesce(visible_text, text), 400)`.as('text'))
    .where('case_id', '=', caseId)
    .where('public', '=', true)
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.text ?? null
}
