import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** So many refusals stand in the ledger one by one; beyond, the last one stands for all like it. */
const mostPerClientAndHour = 20
const mostPerHour = 500

export interface RejectedMail {
  id: string
  source: 'smtp' | 'http' | 'imap' | 'import'
  sourceKey: string | null
  /** Who handed it in: an address, a key, a mailbox. */
  client: string
  mailboxId: string | null
  bytes: number
  envelopeFrom: string | null
  envelopeTo: readonly string[]
  messageId: string | null
  fromEmail: string | null
  subject: string | null
  reason: string
  error: string
  at: Date
}

/**
 * Writes a refused mail down, or counts it onto an earlier one where its client, or all together, were refused too
 * often within the hour: whoever knocks without end fills nothing.
 */
export async function insertRejected(db: Db, mail: RejectedMail): Promise<void> {
  const since = new Date(mail.at.getTime() - 3_600_000)
  await sql`
    with recent as (
      select id, client, received_at from inbound_mail where fate = 'rejected' and received_at > ${since}
      order by received_at desc limit ${mostPerHour}),
    full_up as (
      select (select id from recent order by client = ${mail.client} desc, received_at desc limit 1) as id
      where ${mail.sourceKey}::text is null and ((select count(*) from recent) >= ${mostPerHour}
        or (select count(*) from recent where client = ${mail.client}) >= ${mostPerClientAndHour})),
    counted as (
      update inbound_mail set attempts = attempts + 1, processed_at = ${mail.at}::timestamptz
      where id = (select id from full_up))
    insert into inbound_mail (id, source, source_key, client, mailbox_id, bytes, envelope_from, envelope_to,
      received_at, processed_at, message_id, from_email, subject, fate, reason, error, attempts)
    select ${mail.id}::uuid, ${mail.source}, ${mail.sourceKey}, ${mail.client}, ${mail.mailboxId}::uuid,
      ${mail.bytes}::bigint, ${mail.envelopeFrom}, ${mail.envelopeTo}::text[], ${mail.at}::timestamptz, ${mail.at}::timestamptz, ${mail.messageId}, ${mail.fromEmail},
      ${mail.subject}, 'rejected', ${mail.reason}, ${mail.error}, 1
    where not exists (select 1 from full_up)
    on conflict do nothing`.execute(db)
}

/** Whether the ledger already tells of this mail, under another number of the mail server. */
export async function isRejectedBefore(
  db: Db,
  mail: { mailboxId: string; messageId: string | null; bytes: number },
): Promise<boolean> {
  if (mail.messageId === null) return false
  const row = await db
    .selectFrom('inbound_mail')
    .select('id')
    .where('fate', '=', 'rejected')
    .where('mailbox_id', '=', mail.mailboxId)
    .where('message_id', '=', mail.messageId)
    .where('bytes', '=', mail.bytes)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
