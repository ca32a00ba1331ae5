import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { wroteTo } from '../../../platform/mail-rows.ts'

export interface Found {
  id: string
  /** The case it stands on; a merged one leads to its survivor. */
  caseId: string
}

const standing = sql<string>`coalesce(cases.merged_into_id, cases.id)`

/** The side conversations of messages by their Message-ID in lower case. */
export async function sidesOfMessages(db: Db, ids: readonly string[]): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('side_message')
    .innerJoin('side_conversation', 'side_conversation.id', 'side_message.side_conversation_id')
    .innerJoin('cases', 'cases.id', 'side_conversation.case_id')
    .select(['side_message.message_id', 'side_conversation.id', standing.as('caseId')])
    .where(sql`lower(side_message.message_id)`, 'in', [...ids])
    // The last one stays: ours before any other, then the first that came.
    .orderBy(sql`side_message.direction = 'out'`)
    .orderBy('side_message.received_at', 'desc')
    .orderBy('side_message.id', 'desc')
    .execute()
  return new Map(rows.map(({ message_id, id, caseId }) => [message_id!.toLowerCase(), { id, caseId }]))
}

export async function sidesOfNumbers(db: Db, numbers: readonly number[]): Promise<Map<number, Found>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('side_conversation')
    .innerJoin('cases', 'cases.id', 'side_conversation.case_id')
    .select(['side_conversation.number', 'side_conversation.id', standing.as('caseId')])
    .where('side_conversation.number', 'in', [...numbers])
    .execute()
  return new Map(rows.map(({ number, id, caseId }) => [number, { id, caseId }]))
}

/** What we last wrote to an address in a side conversation. */
export function lastSentTo(db: Db, sideId: string, email: string, since: Date) {
  return db
    .selectFrom('side_message')
    .select('id')
    .where('side_conversation_id', '=', sideId)
    .where('direction', '=', 'out')
    .where('released_at', '>', since)
    .where('message_id', 'is not', null)
    .where(wroteTo(email))
    .orderBy('released_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
