import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export function contactByEmail(db: Db, email: string) {
  return db
    .selectFrom('contact_email')
    .innerJoin('contact', 'contact.id', 'contact_email.contact_id')
    .select([
      'contact.id',
      'contact.name',
      'contact.account_id as accountId',
      'contact.account_verified_at as accountVerifiedAt',
      'contact.language',
      'contact.vip',
    ])
    .where('contact_email.email', '=', email)
    .executeTakeFirst()
}

export function accountByDomain(db: Db, domain: string) {
  return db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('domains', '@>', sql<string[]>`array[${domain}]::text[]`)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
}

/** False when somebody else took the address in the meantime: then nothing was written. */
export async function insertContactWithEmail(
  db: Db,
  contact: {
    id: string
    name: string
    email: string | null
    phones: string[]
    accountId: string | null
    language: string | null
    now: Date
  },
): Promise<boolean> {
  await db
    .insertInto('contact')
    .values({
      id: contact.id,
      name: contact.name.slice(0, 200),
      account_id: contact.accountId,
      language: contact.language,
      phones: contact.phones,
      created_at: contact.now,
    })
    .execute()
  if (!contact.email) return true
  const claimed = await db
    .insertInto('contact_email')
    .values({ email: contact.email, contact_id: contact.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('email')
    .executeTakeFirst()
  if (claimed) return true
  await db.deleteFrom('contact').where('id', '=', contact.id).execute()
  return false
}
