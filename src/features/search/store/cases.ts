import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import { standsOn, visibleTo } from '../../cases/visible.ts'
import type { Due, NameFilter, ParsedSearch } from '../rules/parse.ts'

export interface Asked {
  search: ParsedSearch
  actor: Actor
  now: Date
  limit: number
}

type On = ExpressionBuilder<DB, 'cases'>
type Condition = (eb: On) => Expression<SqlBool>

const columns = [
  'cases.id',
  'cases.number',
  'cases.subject',
  'cases.status',
  'cases.updated_at as updatedAt',
  'account.name as account',
  sql<boolean>`cases.merged_into_id is not null`.as('merged'),
] as const

/** How many of the newest matches compete for the first places; work never grows with how common a word is. */
const competing = 3
/** So many of the newest cases are looked through one by one before the word index is asked. */
const probed = 500
/** A word in more than this share of them is common: then the planner knows it, and chooses well. */
const commonShare = 0.05

/** Cases with these words, newest first, those with the words in their subject before the others. */
export async function casesWithWords(db: Db, asked: Asked, query: string, titleQuery: string) {
  const { rows: recent } = await sql<{ id: string }>`
    select case_id as id from (select case_id, words from case_search order by updated_at desc limit ${probed}) newest
    where words @@ to_tsquery('simple', ${query})`.execute(db)
  const wanted = asked.limit * competing
  const matching = (from: 'recent' | 'common' | 'rare') =>
    db
      .selectFrom('case_search')
      .innerJoin('cases', 'cases.id', 'case_search.case_id')
      .leftJoin('account', 'account.id', 'cases.account_id')
      .select(columns)
      .select(sql<boolean>`case_search.words @@ to_tsquery('simple', ${titleQuery})`.as('inTitle'))
      .where(visibleTo(asked.actor))
      .where((eb) => eb.and(conditionsOf(asked).map((condition) => condition(eb as unknown as On))))
      .$if(from === 'recent', (q) => q.where(sql<SqlBool>`cases.id = any(${recent.map((row) => row.id)}::uuid[])`))
      .$if(from !== 'recent', (q) => q.where(sql<SqlBool>`case_search.words @@ to_tsquery('simple', ${query})`))
      // An expression cannot be read from the index by time: rare words are found by the word index, then sorted.
      .orderBy(from === 'rare' ? sql`case_search.updated_at + interval '0'` : 'case_search.updated_at', 'desc')
      .limit(wanted)
      .execute()
  let rows = recent.length >= asked.limit ? await matching('recent') : []
  if (rows.length < asked.limit) rows = await matching(recent.length > probed * commonShare ? 'common' : 'rare')
  return rows.sort((a, b) => Number(b.inTitle) - Number(a.inTitle)).slice(0, asked.limit)
}

/** Cases by filter alone, newest first. */
export function casesByFilter(db: Db, asked: Asked) {
  return db
    .selectFrom('cases')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .select(columns)
    .where(visibleTo(asked.actor))
    .where((eb) => eb.and(conditionsOf(asked).map((condition) => condition(eb as unknown as On))))
    .orderBy('cases.updated_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(asked.limit)
    .execute()
}

export function caseByNumber(db: Db, actor: Actor, number: number) {
  return db
    .selectFrom('cases')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .select(columns)
    .where(visibleTo(actor))
    .where('cases.number', '=', number)
    .execute()
}

/** Of each word those of all subjects that are most like it, for words typed wrong. */
export async function wordsLike(db: Db, words: readonly string[]): Promise<string[][]> {
  const { rows } = await sql<{ alike: string[] }>`
    select array(select word from search_word where word % asked.word
      order by similarity(word, asked.word) desc, word limit 3) as alike
    from unnest(${[...words]}::text[]) with ordinality as asked (word, place) order by place`.execute(db)
  return rows.map((row) => row.alike)
}

/** Of each case the newest message that holds one of the words; the cases were found through `visibleTo`. */
export async function textsOf(
  db: Db,
  caseIds: readonly string[],
  words: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; text: string }>`
    select found.id, said.text from unnest(${[...caseIds]}::uuid[]) as found (id)
    cross join lateral (
      select left(coalesce(visible_text, text), 4000) as text from (
        select visible_text, text, received_at from message where case_id = found.id and undone_at is null
        union all
        select nullif(side_message.visible_text, ''), side_message.text, side_message.received_at
        from cases begun join side_conversation side on side.case_id = begun.id
          join side_message on side_message.side_conversation_id = side.id
        where ${standsOn(sql.ref('found.id'))} and undone_at is null) spoken
      where lower(unaccent(left(coalesce(visible_text, text), 4000))) like any(${words.map((word) => `%${word}%`)}::text[])
      order by received_at desc limit 1) said`.execute(db)
  return new Map(rows.map((row) => [row.id, row.text]))
}

/** Words without accents, as the index has them; what is left of a word that holds only marks is nothing. */
export async function withoutAccents(db: Db, words: readonly string[]): Promise<string[]> {
  if (words.every((word) => /^[a-z0-9]+$/.test(word))) return [...words]
  const { rows } = await sql<{ word: string }>`
    select regexp_replace(lower(unaccent(word)), '[^[:alnum:]]+', '', 'g') as word
    from unnest(${[...words]}::text[]) with ordinality as given (word, place) order by place`.execute(db)
  return rows.map(({ word }) => word)
}

function conditionsOf({ search, actor, now }: Asked): Condition[] {
  const conditions: Condition[] = []
  const { statuses, priorities, tags, type, due } = search
  // Literals, so that the planner can prove that the partial indexes of open cases serve.
  if (statuses.length > 0)
    conditions.push((eb) =>
      eb(
        'cases.status',
        'in',
        statuses.map((status) => sql.lit(status)),
      ),
    )
  if (priorities.length > 0) conditions.push((eb) => eb('cases.priority', 'in', priorities))
  if (tags.length > 0) conditions.push((eb) => eb('cases.tags', '@>', sql<string[]>`${tags}::text[]`))
  if (search.restricted) conditions.push((eb) => eb('cases.restricted', '=', true))
  if (type !== null)
    conditions.push(() => sql`cases.type_id in (select id from case_type where key like ${beginning(type)})`)
  if (due) conditions.push(dueCondition(due, now))
  if (search.owner)
    conditions.push(
      named(
        'owner_id',
        search.owner,
        actor,
        () => sql`select id from person where lower(name) like any(${wordBeginnings(search.owner!)})`,
      ),
    )
  if (search.team)
    conditions.push(
      named(
        'team_id',
        search.team,
        actor,
        () => sql`select id from team where lower(name) like any(${wordBeginnings(search.team!)})`,
      ),
    )
  if (search.queue)
    conditions.push(
      named(
        'queue_id',
        search.queue,
        actor,
        () => sql`select id from queue where lower(name) like any(${wordBeginnings(search.queue!)})`,
      ),
    )
  if (search.account)
    conditions.push(
      named(
        'account_id',
        search.account,
        actor,
        () => sql`select id from account where lower(name) like any(${wordBeginnings(search.account!)})`,
      ),
    )
  if (search.contact)
    conditions.push(
      named(
        'contact_id',
        search.contact,
        actor,
        () => sql`
        select id from contact where lower(name) like any(${wordBeginnings(search.contact!)})
        union all select contact_id from contact_email where email like any(${wordBeginnings(search.contact!)})`,
      ),
    )
  return conditions
}

type Column = 'owner_id' | 'team_id' | 'queue_id' | 'account_id' | 'contact_id'

function named(column: Column, filter: NameFilter, actor: Actor, ids: () => Expression<unknown>): Condition {
  if (filter.kind === 'none') return (eb) => eb(`cases.${column}`, 'is', null)
  if (filter.kind === 'named') return () => sql`${sql.ref(`cases.${column}`)} in (${ids()})`
  const own = actor.kind === 'person' && column === 'owner_id' ? actor.id : null
  return (eb) => (own ? eb(`cases.${column}`, '=', own) : eb.lit(false))
}

const firstDue = sql<Date>`coalesce(cases.first_due_at, 'infinity'::timestamptz)`

function dueCondition(due: Due, now: Date): Condition {
  const open = sql<SqlBool>`cases.status in ('new', 'open', 'pending', 'on_hold')`
  switch (due.kind) {
    case 'overdue':
      return () => sql`${open} and ${firstDue} < ${now}`
    case 'at_risk':
      return () => sql`${open} and ${firstDue} >= ${now} and cases.due_at is not null and cases.at_risk_at <= ${now}`
    case 'on_track':
      return () => sql`${open} and ${firstDue} >= ${now} and cases.due_at is not null
        and coalesce(cases.at_risk_at, 'infinity') > ${now}`
    case 'waiting':
      return () => sql`${open} and ${firstDue} >= ${now} and cases.due_at is null`
    case 'breached':
      return () => sql`${open} and (cases.due_at < ${now} or cases.breached_at is not null)`
    case 'within':
      return () => sql`${open} and ${firstDue} <= ${new Date(now.getTime() + due.minutes * 60_000)}`
  }
}

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')
const beginning = (text: string) => `${escaped(text)}%`
/** Names in which a word begins so: "ana" finds "Ana Berg" and "Maria Ana", not "Montana". */
const wordBeginnings = (filter: NameFilter) =>
  filter.kind === 'named' ? [beginning(filter.text), `% ${beginning(filter.text)}`] : []
