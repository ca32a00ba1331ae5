import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface NameRow {
  kind: 'account' | 'contact' | 'person'
  id: string
  title: string
  subtitle: string
}

export type NameKind = NameRow['kind']

/** Accounts, contacts and people by name, address or domain: beginnings of words first, then what is merely alike. */
export async function namesLike(db: Db, text: string, kinds: readonly NameKind[], limit: number): Promise<NameRow[]> {
  if (kinds.length === 0) return []
  const low = text.toLowerCase()
  const begins = `${low.replaceAll(/[\\%_]/g, '\\$&')}%`
  const [at, inside] = [sql`${begins}::text`, sql`${`% ${begins}`}::text`]
  const parts = {
    account: sql`
      (select 'account' as kind, id, name as title, concat_ws(' · ', tier, city) as subtitle,
        case when lower(name) like ${at} or ${low} = any(domains) then 0 when lower(name) like ${inside} then 1 else 2 end as rank,
        lower(name) as low
      from account where lower(name) like ${at} or lower(name) like ${inside} or lower(name) % ${low} or domains @> array[${low}::text]
      order by rank, similarity(lower(name), ${low}) desc, low, id limit ${limit})`,
    contact: sql`
      (select 'contact', contact.id, contact.name, concat_ws(' · ', account.name, address.email), found.rank, lower(contact.name)
      from (
        select id, min(rank) as rank from (
          select id, case when lower(name) like ${at} then 0 when lower(name) like ${inside} then 1 else 2 end as rank
          from contact where lower(name) like ${at} or lower(name) like ${inside} or lower(name) % ${low}
          union all select contact_id, 0 from contact_email where email like ${at}) each_way
        group by id) found
      join contact on contact.id = found.id
      left join account on account.id = contact.account_id
      left join lateral (select email from contact_email where contact_id = contact.id order by position limit 1) address on true
      order by found.rank, similarity(lower(contact.name), ${low}) desc, lower(contact.name), contact.id limit ${limit})`,
    person: sql`
      (select 'person', id, name, concat_ws(' · ', title, email), case when lower(name) like ${at} then 0 else 1 end, lower(name)
      from person where deactivated_at is null
        and (lower(name) like ${at} or lower(name) like ${inside} or lower(email) like ${at} or lower(name) % ${low})
      order by 5, similarity(lower(name), ${low}) desc, lower(name), id limit ${limit})`,
  }
  const { rows } = await sql<NameRow>`
    select kind, id, title, subtitle from (${sql.join(
      kinds.map((kind) => parts[kind]),
      sql` union all `,
    )}) as found (kind, id, title, subtitle, rank, low)
    order by rank, low, id`.execute(db)
  return rows
}
