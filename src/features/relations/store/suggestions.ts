import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

export interface Alike {
  id: string
  number: number
  subject: string
  accountId: string | null
  account: string | null
  createdAt: Date
  sameProduct: boolean
  sameType: boolean
  words: { word: string; share: number }[]
}

/**
 * Open cases that the reader may see, stand alone, and have words or the product of a case in common; those with most in
 * common first, then the newest. `stems` are letters and digits only.
 */
export async function casesAlike(
  db: Db,
  actor: Actor,
  to: { id: string; productId: string | null; typeId: string; stems: readonly { word: string; stem: string }[] },
  limit: number,
): Promise<Alike[]> {
  if (to.stems.length === 0) return []
  const any = to.stems.map(({ stem }) => `${stem}:*`).join(' | ')
  const free = db
    .selectFrom('cases')
    .innerJoin('case_search', 'case_search.case_id', 'cases.id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .where(visibleTo(actor))
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('cases.id', '!=', to.id)
    .where('cases.problem_id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('cases as incident').select(sql`1`.as('one')).whereRef('incident.problem_id', '=', 'cases.id'),
        ),
      ),
    )
    .where(sql<boolean>`case_search.words @@ to_tsquery('simple', ${any})`)
    .select(['cases.id', 'cases.number', 'cases.subject', 'cases.account_id as accountId'])
    .select(['account.name as account', 'cases.created_at as createdAt'])
    .select([
      sql<boolean>`coalesce(cases.product_id = ${to.productId}::uuid, false)`.as('sameProduct'),
      sql<boolean>`cases.type_id = ${to.typeId}`.as('sameType'),
      sql<string[]>`array(select asked.word from json_to_recordset(${JSON.stringify(to.stems)}::json)
        as asked (word text, stem text) where case_search.words @@ to_tsquery('simple', asked.stem || ':*'))`.as(
        'words',
      ),
    ])
  const { rows } = await sql<Alike>`
    with found as materialized (${free}),
      open as (select count(*)::float as cases from cases where status in ('new', 'open', 'pending', 'on_hold')),
      shares as (select word, count(*) / greatest(open.cases, 20) as share
        from found, unnest(words) as word, open group by word, open.cases)
    select id, number, subject, "accountId", account, "createdAt", "sameProduct", "sameType",
      (select coalesce(json_agg(json_build_object('word', shares.word, 'share', shares.share) order by shares.share), '[]')
        from shares where shares.word = any(found.words)) as words
    from found
    order by (select sum(1 - shares.share) from shares where shares.word = any(found.words))
      + case when "sameProduct" then 1 else 0 end desc, "createdAt" desc, id desc
    limit ${limit}`.execute(db)
  return rows
}
