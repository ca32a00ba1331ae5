import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

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
      'mailbox.address as mailbox',
      (eb) => eb.selectFrom('organisation').select('name').limit(1).as('organisation'),
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

export function filesOf(db: Db, id: string) {
  return db
    .selectFrom('attachment')
    .select(['name', 'type', 'file_hash as hash', 'content_id as contentId'])
    .where('message_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Released mail that no job is about to send: its worker was killed, or its job was lost. */
export async function stranded(db: Db): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select message.id from message
    where delivery = 'queued' and released_at is not null and direction = 'out' and not exists (
      select 1 from graphile_worker.jobs
      where key = 'send ' || message.id and attempts < max_attempts
        and (locked_at is null or locked_at > now() - interval '4 minutes'))
    limit 200`.execute(db)
  return rows
}

export async function ownAddresses(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('mailbox').select('address').execute()
  return rows.map(({ address }) => address.toLowerCase())
}
