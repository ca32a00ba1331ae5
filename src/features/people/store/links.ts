import type { Db } from '../../../platform/context.ts'

export type LinkPurpose = 'invitation' | 'totp_step'

export interface NewLink {
  id: string
  tokenHash: Buffer
  purpose: LinkPurpose
  subjectId: string
  at: Date
  expiresAt: Date
}

/** False when this token stands already, used or not. */
export async function insertLink(db: Db, link: NewLink): Promise<boolean> {
  const row = await db
    .insertInto('link_token')
    .values({
      id: link.id,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      subject_id: link.subjectId,
      created_at: link.at,
      expires_at: link.expiresAt,
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whom a living link is about. Looking does not use it. */
export async function findLink(
  db: Db,
  tokenHash: Buffer,
  purpose: LinkPurpose,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('link_token')
    .select('subject_id')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.subject_id
}

/** Uses a link: of two at the same time, one gets its subject and the other nothing. */
export async function useLink(db: Db, tokenHash: Buffer, purpose: LinkPurpose, now: Date): Promise<string | undefined> {
  const row = await db
    .updateTable('link_token')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('subject_id')
    .executeTakeFirst()
  return row?.subject_id
}

/** Ends every open link of that purpose; false where none was open. */
export async function endLinks(db: Db, subjectId: string, purpose: LinkPurpose, now: Date): Promise<boolean> {
  const ended = await db
    .updateTable('link_token')
    .set({ used_at: now })
    .where('subject_id', '=', subjectId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .returning('expires_at')
    .execute()
  return ended.some(({ expires_at }) => expires_at > now)
}

export async function forgetExpiredLinks(db: Db, subjectId: string, purpose: LinkPurpose, now: Date): Promise<void> {
  await db
    .deleteFrom('link_token')
    .where('subject_id', '=', subjectId)
    .where('purpose', '=', purpose)
    .where('expires_at', '<', now)
    .execute()
}
