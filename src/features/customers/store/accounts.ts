import { type Expression, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { likePattern } from '../../../platform/database.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { Account, AccountRow } from '../contract.ts'

export interface AccountListing {
  q?: string | undefined
  tier?: string | undefined
  sort: 'name' | 'value' | 'renewal' | 'open'
  limit: number
  cursor?: string | undefined
}

type ListedAccount = Omit<AccountRow, 'openCases' | 'breachedCases' | 'contacts' | 'lastContactAt'>
const Place = z.tuple([z.union([z.string(), z.number()]), z.uuid()])

/** A page of accounts; `openCases` gives the count to sort by, of cases that the reader may see. */
export async function listAccounts(
  db: Db,
  { q, tier, sort, limit, cursor }: AccountListing,
  openCases: Expression<number>,
): Promise<{ items: ListedAccount[]; nextCursor: string | null }> {
  const { key, descending } = sortKeys(openCases)[sort]
  let query = db
    .selectFrom('account')
    .select([
      'id',
      'name',
      'tier',
      'industry',
      'city',
      'country',
      'currency',
      'value_year_minor',
      'renewal_on as renewalOn',
      sql<string | number>`${key}`.as('key'),
    ])
    .orderBy(key, descending ? 'desc' : 'asc')
    .orderBy('id')
    .limit(limit + 1)
  if (tier) query = query.where('tier', '=', tier)
  if (q) {
    const words = q.toLowerCase().trim()
    query = query.where((eb) =>
      eb.or([eb(sql`lower(name)`, 'like', likePattern(words)), eb('domains', '@>', sql<string[]>`array[${words}]`)]),
    )
  }
  const place = placeOf(Place, cursor)
  if (place) {
    const [value, id] = place
    query = query.where(
      descending
        ? sql<boolean>`(${key} < ${value} or (${key} = ${value} and id > ${id}))`
        : sql<boolean>`(${key}, id) > (${value}, ${id})`,
    )
  }
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(({ key: _, currency, value_year_minor, ...row }) => ({
    ...row,
    valueYear: moneyOf(value_year_minor, currency),
  }))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items, nextCursor: last ? cursorOf([last.key, last.id]) : null }
}

/** Unknown values and dates stand at the end, whichever way the list runs. */
const sortKeys = (openCases: Expression<number>) => ({
  name: { key: sql<string>`lower(name)`, descending: false },
  value: { key: sql<number>`coalesce(value_year_minor, -9007199254740991)`, descending: true },
  renewal: { key: sql<string>`coalesce(renewal_on, 'infinity'::date)`, descending: false },
  open: { key: sql<number>`${openCases}`, descending: true },
})

export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('account')
    .leftJoin('person as agent', 'agent.id', 'account.named_agent_id')
    .leftJoin('person as writer', 'writer.id', 'account.pinned_note_by')
    .selectAll('account')
    .select(['agent.name as agentName', 'writer.name as writerName'])
    .where('account.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    name: row.name,
    tier: row.tier,
    industry: row.industry,
    domains: row.domains,
    customerSince: row.customer_since as string | null,
    city: row.city,
    country: row.country,
    phone: row.phone,
    website: row.website,
    currency: row.currency,
    valueYear: moneyOf(row.value_year_minor, row.currency),
    valueTotal: moneyOf(row.value_total_minor, row.currency),
    valueByYear: row.value_by_year as Account['valueByYear'],
    renewalOn: row.renewal_on as string | null,
    pinnedNote:
      row.pinned_note === null
        ? null
        : { text: row.pinned_note, by: row.writerName, at: row.pinned_note_at?.toISOString() ?? null },
    namedAgent: row.named_agent_id && row.agentName ? { id: row.named_agent_id, name: row.agentName } : null,
    tags: row.tags,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}

/** The columns of an account that people write, each only if it is to be written. */
export interface AccountColumns {
  name?: string
  tier?: string | null
  industry?: string | null
  domains?: string[]
  customer_since?: string | null
  city?: string | null
  country?: string | null
  phone?: string | null
  website?: string | null
  currency?: string
  value_year_minor?: number | null
  value_total_minor?: number | null
  renewal_on?: string | null
  pinned_note?: string | null
  pinned_note_by?: string | null
  pinned_note_at?: Date | null
  named_agent_id?: string | null
  tags?: string[]
}

export async function insertAccount(
  db: Db,
  account: AccountColumns & { id: string; name: string; created_at: Date },
): Promise<void> {
  await db.insertInto('account').values(account).execute()
}

/** False when `version` is no longer the current one. */
export const updateAccount = (db: Db, id: string, version: number, change: AccountColumns): Promise<boolean> =>
  updateAtVersion(db, 'account', id, version, change)

/** Accounts that claim a mail domain: two are enough to know that it says nothing. */
export async function accountsOfDomain(db: Db, domain: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('domains', '@>', sql<string[]>`array[${domain}]`)
    .limit(2)
    .execute()
  return rows.map((row) => row.id)
}

/** Whether somebody who still works here has this id. */
export async function isActivePerson(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

const moneyOf = (minor: number | string | bigint | null, currency: string) =>
  minor === null ? null : { minor: Number(minor), currency }
