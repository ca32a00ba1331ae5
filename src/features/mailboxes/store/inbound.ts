import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
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
    .selectAll('inbound_mail')
    .select('cases.number as case_number')
    .where('inbound_mail.id', '=', id)
    .executeTakeFirst()
}

export type InboundRow = NonNullable<Awaited<ReturnType<typeof findInbound>>>

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

export async function updateInbound(db: Db, id: string, change: Updateable<InboundMail>): Promise<void> {
  await db.updateTable('inbound_mail').set(change).where('id', '=', id).execute()
}

/** Counts a try that did not succeed; where it was the last one, the mail rests as failed. */
export async function countFailure(
  db: Db,
  id: string,
  failure: { error: string; mostAttempts: number; at: Date },
): Promise<void> {
  await db
    .updateTable('inbound_mail')
    .set({
      attempts: sql`attempts + 1`,
      error: failure.error,
      fate: sql`case when attempts + 1 >= ${failure.mostAttempts} then 'failed' else fate end`,
      reason: sql`case when attempts + 1 >= ${failure.mostAttempts} then 'processing_failed' else reason end`,
      processed_at: sql`case when attempts + 1 >= ${failure.mostAttempts} then ${failure.at}::timestamptz end`,
    })
    .where('id', '=', id)
    .where('fate', '=', 'pending')
    .execute()
}

/** Mails whose job was lost, in order of arrival. */
export function waitingSince(db: Db, before: Date, limit: number) {
  return db
    .selectFrom('inbound_mail')
    .select('id')
    .where('fate', '=', 'pending')
    .where('received_at', '<=', before)
    .orderBy('received_at')
    .limit(limit)
    .execute()
}
