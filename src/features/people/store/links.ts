import type { Db } from '../../../platform/context.ts'

export type LinkPurpose = 'invitation' | 'totp_step'

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
