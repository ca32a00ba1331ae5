import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { aheadMark } from '../../../platform/gathered.ts'
import { wroteTo } from '../../../platform/mail-rows.ts'

/** Mails of one Message-ID follow each other: the second sees what became of the first. */
export async function takeTurn(db: Db, messageId: string): Promise<void> {
  await sql`${sql.raw(aheadMark)} select pg_advisory_xact_lock(hashtextextended(${messageId}, 7))`.execute(db)
}

/** The mails of this Message-ID that have a fate, the first one first. */
export function settledMailsOf(db: Db, messageId: string, exceptId: string) {
  return db
    .selectFrom('inbound_mail')
    .select(['id', 'body_hash', 'case_id', 'message_row_id', 'side_message_id'])
    .where('message_id', '=', messageId)
    .where('fate', 'not in', ['pending', 'duplicate', 'rejected', 'failed'])
    .where('id', '!=', exceptId)
    .orderBy('received_at')
    .execute()
}

/** The cases of messages by their Message-ID in lower case; a merged case leads to its survivor. */
export async function casesOfMessages(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('message')
    .innerJoin('cases', 'cases.id', 'message.case_id')
    .select(['message.message_id', sql<string>`coalesce(cases.merged_into_id, cases.id)`.as('case_id')])
    .where(sql`lower(message.message_id)`, 'in', [...ids])
    .where('message.kind', '=', 'email')
    .where('message.public', '=', true)
    // The last one stays: ours before any other, then the first that came.
    .orderBy(sql`message.direction = 'out'`)
    .orderBy('message.received_at', 'desc')
    .orderBy('message.id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.message_id!.toLowerCase(), row.case_id]))
}

export async function casesOfNumbers(db: Db, numbers: readonly number[]): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .select(['number', sql<string>`coalesce(merged_into_id, id)`.as('case_id')])
    .where('number', 'in', [...numbers])
    .execute()
  return new Map(rows.map((row) => [row.number, row.case_id]))
}

interface SenderFacts {
  contactId: string | null
  verifiedAccountId: string | null
  maySeeAccountCases: boolean
  personId: string | null
  /** How many mails came from there since then, imported history apart. */
  lately: number
}

/** Who an address belongs to: a contact, one of our people, both or neither; and how much it sent since an instant. */
export async function senderFacts(db: Db, email: string, since: Date): Promise<SenderFacts> {
  const { rows } = await sql<SenderFacts>`
    select contact.id as "contactId", person.id as "personId",
      case when contact.account_verified_at is not null then contact.account_id end as "verifiedAccountId",
      coalesce(contact.sees_company_cases, false) as "maySeeAccountCases",
      (select count(*)::int from inbound_mail
        where from_email = asked.email and received_at > ${since} and source <> 'import') as lately
    from (values (${email}::text)) as asked (email)
      left join contact_email on contact_email.email = asked.email
      left join contact on contact.id = contact_email.contact_id
      left join person on lower(person.email) = asked.email and person.deactivated_at is null
    limit 1`.execute(db)
  return rows[0]!
}

/** Contact, account and standing of a case, with the addresses that our people wrote to or merged into it. */
export async function caseFacts(db: Db, id: string) {
  const row = await db
    .selectFrom('cases')
    .select(['id', 'number', 'contact_id as contactId', 'account_id as accountId', 'restricted'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const written = await sql<{ email: string }>`
    select distinct lower(address ->> 'email') as email
    from message, jsonb_array_elements(to_addresses || cc_addresses) as address
    where case_id = ${id} and direction = 'out' and public and released_at is not null and address ->> 'email' is not null
    union select lower(contact_email.email) from cases merged
      join contact_email on contact_email.contact_id = merged.contact_id where merged.merged_into_id = ${id}`.execute(
    db,
  )
  return { ...row, participants: new Set(written.rows.map(({ email }) => email)) }
}

/** What we last wrote to an address on a case. */
export function lastSentTo(db: Db, caseId: string, email: string, since: Date) {
  return db
    .selectFrom('message')
    .select('id')
    .where('case_id', '=', caseId)
    .where('direction', '=', 'out')
    .where('kind', '=', 'email')
    .where('released_at', '>', since)
    .where('message_id', 'is not', null)
    .where(wroteTo(email))
    .orderBy('released_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
