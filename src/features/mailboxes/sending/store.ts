import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { asQuotable } from '../../../platform/mail-rows.ts'
import type { QuotableMessage } from './quote.ts'

/** The case of a message and the mailbox it speaks from: the case's own, or the default one. */
export function senderOf(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .leftJoin('mailbox', (join) =>
      join
        .on(sql<boolean>`mailbox.id = coalesce(cases.mailbox_id, (select id from mailbox where is_default))`)
        .on('mailbox.disabled_at', 'is', null),
    )
    .select([
      'cases.number',
      'cases.language',
      'cases.demo',
      'mailbox.address as mailbox',
      (eb) => eb.selectFrom('organisation').select('name').limit(1).as('organisation'),
      (eb) => eb.selectFrom('organisation').select('language').limit(1).as('organisationLanguage'),
      sql<string | null>`coalesce((select time_zone from contact where contact.id = cases.contact_id),
        (select time_zone from organisation limit 1))`.as('timeZone'),
    ])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
}

/** Ids of what the customer can have seen of a case, oldest first: of its mails, only those that went public. */
export async function threadBefore(db: Db, caseId: string, id: string) {
  const rows = await db
    .selectFrom('message')
    .select(['message_id as messageId', 'direction'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'email')
    .where('public', '=', true)
    .where('machine', '=', false)
    .where('message_id', 'is not', null)
    .where('id', '!=', id)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, messageId: row.messageId! }))
}

/** The last mails of people on a case that were public when an answer was written, the newest last. */
export async function quotable(
  db: Db,
  caseId: string,
  answer: { id: string; writtenAt: Date },
): Promise<QuotableMessage[]> {
  const rows = await db
    .selectFrom('message')
    .select(['direction', 'from_name', 'from_email', 'to_addresses', 'cc_addresses', 'received_at'])
    .select(sql<string>`left(coalesce(visible_text, text), 20000)`.as('text'))
    .where('case_id', '=', caseId)
    .where('id', '!=', answer.id)
    .where('kind', '=', 'email')
    .where('public', '=', true)
    .where('machine', '=', false)
    .where('automatic', '=', false)
    .where('undone_at', 'is', null)
    .where((eb) => eb.or([eb('direction', '=', 'in'), eb('released_at', '<=', answer.writtenAt)]))
    .where('created_at', '<=', answer.writtenAt)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.toReversed().map(asQuotable)
}

export function filesOf(db: Db, id: string) {
  return db
    .selectFrom('attachment')
    .select(['name', 'type', 'file_hash as hash', 'content_id as contentId'])
    .where('message_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function ownAddresses(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('mailbox').select('address').execute()
  return rows.map(({ address }) => address.toLowerCase())
}

/** What decides about an acknowledgement of the message, and in which language it speaks. */
export function acknowledgementFacts(db: Db, messageId: string) {
  return db
    .selectFrom('message')
    .innerJoin('cases', 'cases.id', 'message.case_id')
    .innerJoin('mailbox', 'mailbox.id', 'cases.mailbox_id')
    .leftJoin('organisation', (join) => join.onTrue())
    .select([
      'cases.number',
      'mailbox.acknowledge',
      'message.language',
      'organisation.name as organisation',
      'organisation.language as organisationLanguage',
      sql<boolean>`coalesce((message.flags -> 'authentication' ->> 'failed')::boolean, false)`.as(
        'authenticationFailed',
      ),
    ])
    .where('message.id', '=', messageId)
    .executeTakeFirst()
}

/** True for the one that may write now; of several at the same time, one. */
export async function takeAcknowledgement(db: Db, email: string, since: Date, now: Date): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`acknowledgement ${email}`}, 0))`.execute(db)
  const recent = await db
    .selectFrom('acknowledgement')
    .select('at')
    .where('email', '=', email)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  if (recent) return false
  await db.insertInto('acknowledgement').values({ email, at: now }).execute()
  return true
}

export async function addressOf(db: Db, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom('person').select('email').where('id', '=', personId).executeTakeFirst()
  return row?.email
}

/** The mailbox that speaks where no case says otherwise. */
export function defaultSender(db: Db) {
  return db
    .selectFrom('organisation')
    .leftJoin('mailbox', (join) => join.on('mailbox.is_default', '=', true).on('mailbox.disabled_at', 'is', null))
    .select(['organisation.name as organisation', 'organisation.time_zone as timeZone', 'mailbox.address as mailbox'])
    .select(['organisation.language as organisationLanguage'])
    .executeTakeFirst()
}
