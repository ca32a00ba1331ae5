import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { changeBeside } from '../../../platform/gathered.ts'
import type { InboundMail } from '../../../platform/tables.gen.ts'

/** Undefined when this source already handed in a mail under the same key. */
export function insertInbound(db: Db, row: Insertable<InboundMail>) {
  return db
    .insertInto('inbound_mail')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
}

export function findBySourceKey(db: Db, source: string, key: string) {
  return db
    .selectFrom('inbound_mail')
    .select(['id', 'raw_hash'])
    .where('source', '=', source)
    .where('source_key', '=', key)
    .executeTakeFirst()
}

export function findInbound(db: Db, id: string) {
  return db
    .selectFrom('inbound_mail')
    .leftJoin('cases', 'cases.id', 'inbound_mail.case_id')
    .leftJoin('side_message', 'side_message.id', 'inbound_mail.side_message_id')
    .selectAll('inbound_mail')
    .select(['cases.number as case_number', 'side_message.side_conversation_id as side_id'])
    .where('inbound_mail.id', '=', id)
    .executeTakeFirst()
}

export type InboundRow = Selectable<InboundMail>
export type FoundMail = NonNullable<Awaited<ReturnType<typeof findInbound>>>

/** Locked until the transaction ends, where it still waits for its fate. */
export function claimPending(db: Db, id: string) {
  return db
    .selectFrom('inbound_mail')
    .select('id')
    .where('id', '=', id)
    .where('fate', '=', 'pending')
    .forUpdate()
    .executeTakeFirst()
}

/** The mail that a message was read from. */
export function mailOfMessage(db: Db, messageId: string) {
  return db
    .selectFrom('message')
    .select('inbound_mail_id as id')
    .where('id', '=', messageId)
    .where('inbound_mail_id', 'is not', null)
    .$narrowType<{ id: string }>()
    .executeTakeFirst()
}

export async function updateInbound(db: Db, id: string, change: Updateable<InboundMail>): Promise<void> {
  await db.updateTable('inbound_mail').set(change).where('id', '=', id).execute()
}

/** The same, gone by the next question: what is read after it knows it. */
export async function settleInbound(db: Db, id: string, change: Updateable<InboundMail>): Promise<void> {
  await changeBeside(db, db.updateTable('inbound_mail').set(change).where('id', '=', id))
}

/**
 * Counts a try before it begins, so that one that takes the program down with it is counted too; past the last one the
 * mail rests as failed. Undefined where it does not wait for its fate. The count need not reach the disk: it outlives
 * a program that is killed, and where PostgreSQL is killed too, nothing is lost but the count.
 */
export async function beginTry(db: Db, id: string, most: { attempts: number; at: Date }) {
  const over = sql<boolean>`inbound_mail.attempts >= ${most.attempts}`
  const { rows } = await sql<InboundRow>`
    update inbound_mail set
      attempts = case when ${over} then attempts else attempts + 1 end,
      fate = case when ${over} then 'failed' else fate end,
      reason = case when ${over} then 'processing_failed' else reason end,
      error = case when ${over} then coalesce(error, ${endedMidway}) else error end,
      processed_at = case when ${over} then ${most.at}::timestamptz end
    from (select set_config('synchronous_commit', 'off', true)) as quick
    where id = ${id} and fate = 'pending'
    returning inbound_mail.*`.execute(db)
  return rows[0]
}
const endedMidway = 'The program ended each time it was worked on.'

/** Writes down why a try did not succeed; where it was the last one, the mail rests as failed. */
export async function noteFailure(
  db: Db,
  id: string,
  failure: { error: string; mostAttempts: number; at: Date },
): Promise<void> {
  await db
    .updateTable('inbound_mail')
    .set({
      error: failure.error,
      fate: sql`case when attempts >= ${failure.mostAttempts} then 'failed' else fate end`,
      reason: sql`case when attempts >= ${failure.mostAttempts} then 'processing_failed' else reason end`,
      processed_at: sql`case when attempts >= ${failure.mostAttempts} then ${failure.at}::timestamptz end`,
    })
    .where('id', '=', id)
    .where('fate', '=', 'pending')
    .execute()
}

/** Mails whose job was lost, in order of arrival; what was tried before waits for those that never were. */
export function waitingSince(db: Db, before: Date, limit: number) {
  return db
    .selectFrom('inbound_mail')
    .select('id')
    .where('fate', '=', 'pending')
    .where('received_at', '<=', before)
    .orderBy('attempts')
    .orderBy('received_at')
    .limit(limit)
    .execute()
}
