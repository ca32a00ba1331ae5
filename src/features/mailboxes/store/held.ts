import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

/** A mail of the ledger with the case it opened, locked so that two decisions follow each other. */
export function lockMail(db: Db, id: string) {
  return db
    .selectFrom('inbound_mail')
    .leftJoin('cases', 'cases.id', 'inbound_mail.case_id')
    .select([
      'inbound_mail.id',
      'inbound_mail.fate',
      'inbound_mail.case_id',
      'inbound_mail.message_row_id',
      'inbound_mail.received_at',
      'inbound_mail.reason',
      'inbound_mail.mailbox_id',
      'cases.proposed_case_id',
    ])
    .where('inbound_mail.id', '=', id)
    .forUpdate('inbound_mail')
    .executeTakeFirst()
}

export type LockedMail = NonNullable<Awaited<ReturnType<typeof lockMail>>>

/** Where it may be seen; a merged case leads to its survivor. */
export function proposedCase(db: Db, actor: Actor, id: string) {
  return db
    .selectFrom('cases')
    .select([
      'cases.id',
      'cases.number',
      'cases.status',
      sql<string | null>`coalesce(cases.queue_id, (select queue.id from queue where queue.team_id = cases.team_id
        order by queue.created_at, queue.id limit 1))`.as('queueId'),
    ])
    .where('cases.id', '=', (eb) =>
      eb
        .selectFrom('cases as named')
        .select(sql<string>`coalesce(named.merged_into_id, named.id)`.as('id'))
        .where('named.id', '=', id),
    )
    .where(visibleTo(actor))
    .executeTakeFirst()
}

export type ProposedCase = NonNullable<Awaited<ReturnType<typeof proposedCase>>>

export function messageOf(db: Db, id: string) {
  return db
    .selectFrom('message')
    .select([
      'id',
      'from_name as fromName',
      'from_email as fromEmail',
      'contact_id as contactId',
      'subject',
      'text',
      'visible_text as visibleText',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** What each fate came to since an instant. */
export function fatesSince(db: Db, since: Date) {
  return db
    .selectFrom('inbound_mail')
    .select(['fate', sql<number>`count(*)::int`.as('count')])
    .where('received_at', '>=', since)
    .groupBy('fate')
    .execute()
}

/** What waits for somebody, however old. */
export function unsettled(db: Db) {
  return db
    .selectFrom('inbound_mail')
    .select(['fate', sql<number>`count(*)::int`.as('count')])
    .where('fate', 'in', [sql.lit('held'), sql.lit('failed')])
    .groupBy('fate')
    .execute()
}

/** The side conversation that a held mail was threaded to, though its sender has no part in it. */
export function proposedSide(db: Db, mail: { message_row_id: string | null }) {
  return db
    .selectFrom('message')
    .innerJoin('side_conversation', (join) =>
      join.on(sql<boolean>`side_conversation.id = (message.flags ->> 'proposedSideId')::uuid`),
    )
    .select(['side_conversation.id', 'side_conversation.party'])
    .where('message.id', '=', mail.message_row_id)
    .executeTakeFirst()
}
