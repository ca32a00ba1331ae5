import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { aheadMark } from '../../../platform/gathered.ts'
import { standsOn } from '../../cases/visible.ts'

/** Bounds of what one case contributes: its search vector stays well under PostgreSQL's 1 MB, whatever is said. */
const charactersPerMessage = 20_000
const charactersPerCase = 120_000

/**
 * Words are runs of letters and digits without accents: addresses, hyphens and slashes fall apart, here as in what is
 * typed. Most text is ASCII and needs no folding, which costs more than all the rest.
 */
const words = (text: RawBuilder<unknown>) => sql`to_tsvector('simple', regexp_replace(
  case when octet_length(${text}) = length(${text}) then ${text} else unaccent(normalize(${text}, nfkc)) end,
  '[-@./\\\\_:+<>&#''’]', ' ', 'g'))`

/** Makes the search rows of these cases anew from subject, names, what was said, and resolution. */
export async function indexCases(db: Db, caseIds: readonly string[]): Promise<void> {
  const names = sql`concat_ws(' ', 'C', cases.number, account.name, contact.name, addresses.list)`
  // One by its id is planned once; a list is planned anew each time, for its length.
  const asked =
    caseIds.length === 1 ? sql`cases.id = ${caseIds[0]}::uuid` : sql`cases.id = any(${[...caseIds]}::uuid[])`
  const resolution = sql`left(concat_ws(' ', cases.resolution_summary, cases.root_cause), 5000)`
  // The words in order, so that two transactions with the same ones never wait for each other in a circle.
  await sql`${sql.raw(aheadMark)}
    with words_of_subject as (
      insert into search_word (word)
      select distinct word from cases, unnest(tsvector_to_array(${words(sql`cases.subject`)})) as word
      where ${asked} and length(word) between 3 and 40 and word !~ '^[0-9]+$'
      order by word on conflict do nothing)
    insert into case_search (case_id, updated_at, number, title, words)
    select cases.id, cases.updated_at, 'C-' || cases.number, lower(unaccent(cases.subject)),
      setweight(${words(sql`cases.subject`)}, 'A') || setweight(${words(names)}, 'B')
        || setweight(${words(resolution)}, 'B') || setweight(${words(sql`said.text`)}, 'C')
    from cases
    left join account on account.id = cases.account_id
    left join contact on contact.id = cases.contact_id
    cross join lateral (
      select string_agg(email, ' ') as list from contact_email where contact_id = cases.contact_id) addresses
    cross join lateral (
      select left(coalesce(string_agg(left(coalesce(visible_text, text), ${sql.lit(charactersPerMessage)}), ' ' order by received_at desc), ''),
        ${sql.lit(charactersPerCase)}) as text
      from (
        select visible_text, text, received_at from message where case_id = cases.id and undone_at is null
        union all
        -- Who finds the case may see what stands beside its thread; a merged one brings its own.
        select nullif(side_message.visible_text, ''), side_message.text, side_message.received_at
        from cases begun join side_conversation side on side.case_id = begun.id
          join side_message on side_message.side_conversation_id = side.id
        where ${standsOn()} and undone_at is null) spoken) said
    where ${asked}
    on conflict (case_id) do update set
      updated_at = excluded.updated_at, number = excluded.number, title = excluded.title, words = excluded.words`.execute(
    db,
  )
}
