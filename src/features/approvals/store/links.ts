import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

const purpose = 'approval'

export interface NewLink {
  id: string
  tokenHash: Buffer
  /** Readable by this installation only, so that a second try to send carries the same link. */
  sealed: Buffer
  approvalId: string
  personId: string
  notificationId: string
  at: Date
  expiresAt: Date
}

export async function insertLink(db: Db, link: NewLink): Promise<void> {
  const { personId, notificationId } = link
  await db
    .insertInto('link_token')
    .values({
      id: link.id,
      token_hash: link.tokenHash,
      purpose,
      subject_id: link.approvalId,
      detail: JSON.stringify({ personId, notificationId, sealed: link.sealed.toString('base64') }),
      created_at: link.at,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** The link that a notification was given in an earlier try to mail it. */
export async function linkOf(db: Db, notificationId: string, approvalId: string) {
  const row = await db
    .selectFrom('link_token')
    .select(['detail', 'expires_at as expiresAt'])
    .where('subject_id', '=', approvalId)
    .where('purpose', '=', purpose)
    .where(sql`detail ->> 'notificationId'`, '=', notificationId)
    .executeTakeFirst()
  const sealed = (row?.detail as { sealed?: string } | undefined)?.sealed
  return row && sealed ? { sealed: Buffer.from(sealed, 'base64'), expiresAt: row.expiresAt } : undefined
}

/** Whose word on what a link takes. Looking does not use it. */
export async function findLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .select(['id', 'subject_id as approvalId', 'expires_at as expiresAt', 'used_at as usedAt'])
    .select(sql<string>`detail ->> 'personId'`.as('personId'))
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  return row
}
export type DecideLink = NonNullable<Awaited<ReturnType<typeof findLink>>>

/** True for the one that used it. */
export async function useLink(db: Db, id: string, now: Date): Promise<boolean> {
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

/** Whom the page speaks to, and for whom. */
export async function readerOf(db: Db, personId: string | null) {
  const person = await db
    .selectFrom('person')
    .select(['language', 'time_zone as timeZone'])
    .where('id', '=', personId)
    .executeTakeFirst()
  const organisation = await db
    .selectFrom('organisation')
    .select(['name', 'language', 'time_zone as timeZone'])
    .executeTakeFirst()
  return {
    organisation: organisation?.name ?? '',
    languages: [person?.language, organisation?.language],
    timeZone: person?.timeZone ?? organisation?.timeZone ?? 'UTC',
  }
}
