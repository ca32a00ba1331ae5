import { sql } from 'kysely'
import type { Db } from '../../platform/context.ts'

const purpose = 'confirm'

export interface NewConfirmLink {
  id: string
  tokenHash: Buffer
  /** Readable by this installation only, so that a second try to send carries the same link. */
  sealed: Buffer
  caseId: string
  messageId: string
  contactId: string | null
  email: string
  at: Date
  expiresAt: Date
}

/** The letter's link; those of earlier letters on the case end. */
export async function insertConfirmLink(db: Db, link: NewConfirmLink): Promise<void> {
  await db
    .updateTable('link_token')
    .set({ expires_at: link.at })
    .where('subject_id', '=', link.caseId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
  const { messageId, contactId, email } = link
  await db
    .insertInto('link_token')
    .values({
      id: link.id,
      token_hash: link.tokenHash,
      purpose,
      subject_id: link.caseId,
      detail: JSON.stringify({ messageId, contactId, email, sealed: link.sealed.toString('base64') }),
      created_at: link.at,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function sealedTokenOf(db: Db, messageId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('link_token')
    .select('detail')
    .where('subject_id', '=', (eb) => eb.selectFrom('message').select('case_id').where('id', '=', messageId))
    .where('purpose', '=', purpose)
    .where(sql`detail ->> 'messageId'`, '=', messageId)
    .executeTakeFirst()
  const sealed = (row?.detail as { sealed?: string } | undefined)?.sealed
  return sealed ? Buffer.from(sealed, 'base64') : undefined
}

/** A letter's link with what its page shows of the case. */
export async function findConfirmLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .innerJoin('cases', 'cases.id', 'link_token.subject_id')
    .leftJoin('contact', (join) => join.on(sql<boolean>`contact.id::text = link_token.detail ->> 'contactId'`))
    .select([
      'link_token.id',
      'link_token.expires_at as expiresAt',
      'link_token.used_at as usedAt',
      'cases.id as caseId',
      'cases.number',
      'cases.subject',
      'cases.status',
      'cases.language',
      'cases.resolution_summary as summary',
      'contact.id as contactId',
      'contact.name as contactName',
      sql<string>`link_token.detail ->> 'email'`.as('email'),
    ])
    .where('link_token.token_hash', '=', tokenHash)
    .where('link_token.purpose', '=', purpose)
    .executeTakeFirst()
  return row
}
export type ConfirmLink = NonNullable<Awaited<ReturnType<typeof findConfirmLink>>>

/** True for the one that used it. */
export async function useConfirmLink(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('link_token')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Who we are to customers. */
export async function setupOf(db: Db) {
  const organisation = await db
    .selectFrom('organisation')
    .select(['name', 'language', 'time_zone as timeZone'])
    .executeTakeFirst()
  const mailboxes = await db.selectFrom('mailbox').select('address').execute()
  return {
    organisation: organisation?.name ?? '',
    language: organisation?.language ?? 'en',
    timeZone: organisation?.timeZone ?? 'UTC',
    ownAddresses: mailboxes.map(({ address }) => address.toLowerCase()),
  }
}
