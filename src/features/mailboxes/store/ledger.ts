import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor, Db } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { likePattern } from '../../../platform/database.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { standsOn, visibleTo } from '../../cases/visible.ts'
import type { Fate, LedgerEntry, LedgerRow } from '../contract.ts'

export interface Listing {
  fate?: Fate | undefined
  mailbox?: string | undefined
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

const Place = z.tuple([z.iso.datetime(), z.uuid()])

/** The newest first; mails on cases that the actor may not see are absent. */
export async function listLedger(
  db: Db,
  actor: Actor,
  { fate, mailbox, q, limit, cursor }: Listing,
): Promise<{ items: LedgerRow[]; nextCursor: string | null }> {
  let query = mails(db, actor)
    .orderBy('inbound_mail.received_at', 'desc')
    .orderBy('inbound_mail.id', 'desc')
    .limit(limit + 1)
  if (fate) query = query.where('inbound_mail.fate', '=', fate)
  if (mailbox) query = query.where('inbound_mail.mailbox_id', '=', mailbox)
  if (q) {
    const pattern = likePattern(q)
    query = query.where(
      sql<boolean>`(lower(inbound_mail.subject) like ${pattern} or inbound_mail.from_email like ${pattern}
        or lower(inbound_mail.message_id) like ${pattern})`,
    )
  }
  const place = placeOf(Place, cursor)
  if (place)
    query = query.where(
      sql<boolean>`(inbound_mail.received_at, inbound_mail.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`,
    )
  const rows = await query.execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => rowOf(row)),
    nextCursor: last ? cursorOf([last.received_at.toISOString(), last.id]) : null,
  }
}

export async function findEntry(
  db: Db,
  actor: Actor,
  id: string,
): Promise<(LedgerEntry & { rawHash: string | null }) | null> {
  const row = await mails(db, actor).where('inbound_mail.id', '=', id).executeTakeFirst()
  if (!row) return null
  const { envelope_from: envelopeFrom, envelope_to: envelopeTo, message_row_id: messageRowId, raw_hash: rawHash } = row
  return { ...rowOf(row), client: row.client, envelopeFrom, envelopeTo, messageRowId, rawHash }
}

/** The raw bytes behind a message, where its case is visible to the actor. */
export function rawOfMessage(db: Db, actor: Actor, messageId: string) {
  return db
    .selectFrom('message')
    .innerJoin('cases', 'cases.id', 'message.case_id')
    .innerJoin('inbound_mail', 'inbound_mail.id', 'message.inbound_mail_id')
    .select('inbound_mail.raw_hash')
    .where('message.id', '=', messageId)
    .where(visibleTo(actor))
    .executeTakeFirst()
}

/** The same of a message in a side conversation; a merged case leads to its survivor. */
export function rawOfSideMessage(db: Db, actor: Actor, id: string) {
  return db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .innerJoin('cases as begun', (join) => join.on(standsOn()))
    .innerJoin('side_conversation', 'side_conversation.case_id', 'begun.id')
    .innerJoin('side_message', 'side_message.side_conversation_id', 'side_conversation.id')
    .innerJoin('inbound_mail', 'inbound_mail.id', 'side_message.inbound_mail_id')
    .select('inbound_mail.raw_hash')
    .where('side_message.id', '=', id)
    .executeTakeFirst()
}

function mails(db: Db, actor: Actor) {
  return db
    .selectFrom('inbound_mail')
    .leftJoin('cases', 'cases.id', 'inbound_mail.case_id')
    .selectAll('inbound_mail')
    .leftJoin('side_message', 'side_message.id', 'inbound_mail.side_message_id')
    .leftJoin('message as arrived', (join) =>
      join.onRef('arrived.id', '=', 'inbound_mail.message_row_id').on('inbound_mail.fate', '=', 'held'),
    )
    .leftJoin('side_conversation', (join) =>
      join.on(
        sql<boolean>`side_conversation.id =
          coalesce(side_message.side_conversation_id, (arrived.flags ->> 'proposedSideId')::uuid)`,
      ),
    )
    .leftJoin('cases as proposed', (join) =>
      join
        .onRef('proposed.id', '=', 'cases.proposed_case_id')
        .on((eb) =>
          eb.exists(
            eb
              .selectFrom('cases')
              .select(sql`1`.as('one'))
              .whereRef('cases.id', '=', 'proposed.id')
              .where(visibleTo(actor)),
          ),
        ),
    )
    .select([
      'cases.number as case_number',
      'proposed.id as proposed_id',
      'proposed.number as proposed_number',
      'proposed.subject as proposed_subject',
      'proposed.status as proposed_status',
      'side_conversation.id as side_id',
      'side_conversation.party as side_party',
      'side_message.id as side_message',
    ])
    .where((eb) =>
      eb.or([
        eb('inbound_mail.case_id', 'is', null),
        eb.exists(
          eb
            .selectFrom('cases')
            .select(sql`1`.as('one'))
            .whereRef('cases.id', '=', 'inbound_mail.case_id')
            .where(visibleTo(actor)),
        ),
      ]),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof mails>['execute']>>[number]

function rowOf(row: Row): LedgerRow {
  return {
    id: row.id,
    source: row.source as LedgerRow['source'],
    mailboxId: row.mailbox_id,
    fate: row.fate as Fate,
    reason: row.reason,
    fromEmail: row.from_email,
    subject: row.subject,
    messageId: row.message_id,
    bytes: row.bytes,
    hasRaw: row.raw_hash !== null,
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
    attempts: row.attempts,
    error: row.error,
    caseId: row.case_id,
    caseNumber: row.case_number === null ? null : caseNumberText(row.case_number),
    // Of a held mail it says no more than its proposed case, which not everybody may see.
    sideConversation:
      row.side_id && (row.side_message || row.proposed_id) ? { id: row.side_id, party: row.side_party! } : null,
    duplicateOfId: row.duplicate_of_id,
    proposedCase: row.proposed_id
      ? {
          id: row.proposed_id,
          number: caseNumberText(row.proposed_number!),
          subject: row.proposed_subject!,
          closed: row.proposed_status === 'closed',
        }
      : null,
  }
}
