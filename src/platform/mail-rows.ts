import { type RawBuilder, sql } from 'kysely'
import type { Db } from './context.ts'

/** The two tables of mails: the customer's thread, and what stands beside it. They are alike where mail leaves. */
export type MailTable = 'message' | 'side_message'

/** Whether a mail went to this address, given in lower case. */
export const wroteTo = (email: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from jsonb_array_elements(to_addresses || cc_addresses) as address
    where lower(address ->> 'email') = ${email})`

/** Those whose undo window ended without anybody releasing them: found after a crash. */
export async function overdueReleases(db: Db, table: MailTable, now: Date): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)}
    where released_at is null and undone_at is null and release_at <= ${now}
    limit 200`.execute(db)
  return rows
}

/** Released mail that no job is about to send: its worker was killed, or its job was lost. */
export async function stranded(db: Db, table: MailTable, jobKey: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} as mail
    where delivery = 'queued' and released_at is not null and direction = 'out' and not exists (
      select 1 from graphile_worker.jobs
      where key = ${jobKey}::text || mail.id::text and attempts < max_attempts
        and (locked_at is null or locked_at > now() - interval '4 minutes'))
    limit 200`.execute(db)
  return rows
}

/** A mail of ours by the Message-ID that a delivery report returns, where it went to that address. */
export async function sentMail(
  db: Db,
  table: MailTable,
  messageId: string,
  email: string,
): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)}
    where lower(message_id) = ${messageId.toLowerCase()} and direction = 'out' and ${wroteTo(email)}
    limit 1`.execute(db)
  return rows[0]
}

/** What a mail of ours leaves as: decided once, so that a try after a crash carries the same Message-ID. */
export interface SendingIdentity {
  messageId: string
  fromEmail: string
  inReplyTo: string | null
  references: string[]
}

export const identityColumns = ({ messageId, fromEmail, inReplyTo, references }: SendingIdentity) => ({
  message_id: messageId,
  from_email: fromEmail,
  in_reply_to: inReplyTo,
  reference_ids: references,
})

interface QuotableRow {
  direction: string
  from_name: string | null
  from_email: string | null
  to_addresses: unknown
  cc_addresses: unknown
  text: string
  received_at: Date
}

/** A mail as the one after it quotes it. */
export const asQuotable = (row: QuotableRow) => ({
  direction: row.direction,
  fromName: row.from_name,
  fromEmail: row.from_email,
  to: row.to_addresses as { email: string }[],
  cc: row.cc_addresses as { email: string }[],
  text: row.text,
  at: row.received_at,
})
