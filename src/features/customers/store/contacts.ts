import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { likePattern } from '../../../platform/database.ts'
import { insertRows } from '../../../platform/gathered.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { Contact } from '../contract.ts'

export interface ContactListing {
  q?: string | undefined
  account?: string | undefined
  limit: number
  cursor?: string | undefined
}

const Place = z.tuple([z.string(), z.uuid()])

/** Contacts in order of name; `q` is found in name, address and name of the account, each by its own index. */
export async function listContacts(
  db: Db,
  { q, account, limit, cursor }: ContactListing,
): Promise<{ items: Contact[]; nextCursor: string | null }> {
  let query = contacts(db)
    .orderBy(sql`lower(contact.name)`)
    .orderBy('contact.id')
    .limit(limit + 1)
  if (account) query = query.where('contact.account_id', '=', account)
  if (q) {
    const pattern = likePattern(q.trim())
    query = query.where(
      'contact.id',
      'in',
      sql<string>`(select id from contact where lower(name) like ${pattern}
        union select contact_id from contact_email where email like ${pattern}
        union select c.id from contact c join account a on a.id = c.account_id where lower(a.name) like ${pattern})`,
    )
  }
  const place = placeOf(Place, cursor)
  if (place) query = query.where(sql<boolean>`(lower(contact.name), contact.id) > (${place[0]}, ${place[1]})`)
  const rows = await query.execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(contactOf),
    nextCursor: last ? cursorOf([last.sortName, last.id]) : null,
  }
}

export async function findContact(db: Db, id: string): Promise<Contact | undefined> {
  const row = await contacts(db).where('contact.id', '=', id).executeTakeFirst()
  return row && contactOf(row)
}

export async function countContacts(db: Db, accountIds: readonly string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('contact')
    .select(['account_id', sql<number>`count(*)::int`.as('count')])
    .where('account_id', 'in', [...accountIds])
    .groupBy('account_id')
    .execute()
  return new Map(rows.map((row) => [row.account_id!, row.count]))
}

/** The columns of a contact that people write, each only if it is to be written. */
export interface ContactColumns {
  name?: string
  role?: string | null
  account_id?: string | null
  account_verified_at?: Date | null
  vip?: boolean
  language?: string | null
  time_zone?: string | null
  phones?: string[]
  notes?: string | null
  tags?: string[]
}

export async function insertContact(
  db: Db,
  contact: ContactColumns & { id: string; name: string; created_at: Date },
): Promise<void> {
  await insertRows(db, 'contact', [contact])
}

export async function deleteContact(db: Db, id: string): Promise<void> {
  await db.deleteFrom('contact').where('id', '=', id).execute()
}

/** False when `version` is no longer the current one. */
export const updateContact = (db: Db, id: string, version: number, change: ContactColumns): Promise<boolean> =>
  updateAtVersion(db, 'contact', id, version, change)

/** Whose address it is; waits for nobody and sees what is committed. */
export function contactOfEmail(db: Db, email: string) {
  return db
    .selectFrom('contact_email')
    .innerJoin('contact', 'contact.id', 'contact_email.contact_id')
    .select(['contact.id', 'contact.name', 'contact.account_id as accountId'])
    .select(sql<boolean>`contact.account_verified_at is not null`.as('accountVerified'))
    .where('contact_email.email', '=', email)
    .executeTakeFirst()
}

/** Gives a new contact its address; false where it is somebody else's already. Waits for whoever is just taking it. */
export async function takeEmail(db: Db, contactId: string, email: string): Promise<boolean> {
  const row = await db
    .insertInto('contact_email')
    .values({ email, contact_id: contactId, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('email')
    .executeTakeFirst()
  return row !== undefined
}

/** Gives a contact these addresses and no others. Returns the first one that belongs to somebody else, if any does. */
export async function setEmails(db: Db, contactId: string, emails: readonly string[]): Promise<string | undefined> {
  let obsolete = db.deleteFrom('contact_email').where('contact_id', '=', contactId)
  if (emails.length > 0) obsolete = obsolete.where('email', 'not in', [...emails])
  await obsolete.execute()
  for (const [position, email] of emails.entries()) {
    const row = await db
      .insertInto('contact_email')
      .values({ email, contact_id: contactId, position })
      .onConflict((conflict) =>
        conflict.column('email').doUpdateSet({ position }).where('contact_email.contact_id', '=', contactId),
      )
      .returning('email')
      .executeTakeFirst()
    if (!row) return email
  }
  return undefined
}

/** Answers with the contact whose address it is. */
export async function setUndeliverable(db: Db, email: string, at: Date, reason: string): Promise<string | undefined> {
  const row = await db
    .updateTable('contact_email')
    .set({ undeliverable_at: at, undeliverable_reason: reason })
    .where('email', '=', email)
    .returning('contact_id')
    .executeTakeFirst()
  return row?.contact_id
}

function contacts(db: Db) {
  return db
    .selectFrom('contact')
    .leftJoin('account', 'account.id', 'contact.account_id')
    .selectAll('contact')
    .select([
      'account.name as accountName',
      sql<string>`lower(contact.name)`.as('sortName'),
      sql<{ email: string; at: string | null; reason: string | null }[]>`(
        select coalesce(json_agg(json_build_object('email', email, 'at', undeliverable_at, 'reason', undeliverable_reason)
          order by position, email), '[]')
        from contact_email where contact_id = contact.id)`.as('emails'),
    ])
}

function contactOf(row: Awaited<ReturnType<ReturnType<typeof contacts>['execute']>>[number]): Contact {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    account: row.account_id && row.accountName ? { id: row.account_id, name: row.accountName } : null,
    accountVerified: row.account_verified_at !== null,
    vip: row.vip,
    language: row.language,
    timeZone: row.time_zone,
    emails: row.emails.map(({ email, at, reason }) => ({
      email,
      undeliverableAt: at === null ? null : new Date(at).toISOString(),
      undeliverableReason: reason,
    })),
    phones: row.phones,
    notes: row.notes,
    tags: row.tags,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}
