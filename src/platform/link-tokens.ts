import { sql } from 'kysely'
import type { Db } from './context.ts'

/** A link that somebody without a session is given: only the hash of its secret is kept to look it up by. */
export interface NewLinkToken {
  id: string
  tokenHash: Buffer
  /** What the link is for; one purpose never answers for another. */
  purpose: string
  /** Whom or what it is about. */
  subjectId: string
  detail?: Record<string, unknown>
  /** The secret, readable by this installation only, so that a second try to send carries the same link. */
  sealed?: Buffer
  at: Date
  expiresAt: Date
}

/** False when this token stands already, used or not. */
export async function insertLinkToken(db: Db, link: NewLinkToken): Promise<boolean> {
  const detail = { ...link.detail, ...(link.sealed && { sealed: link.sealed.toString('base64') }) }
  const row = await db
    .insertInto('link_token')
    .values({
      id: link.id,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      subject_id: link.subjectId,
      detail: JSON.stringify(detail),
      created_at: link.at,
      expires_at: link.expiresAt,
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The sealed secret of a link about `subjectId` that carries this detail, from an earlier try to send it. */
export async function sealedTokenOf(
  db: Db,
  { purpose, subjectId }: { purpose: string; subjectId: string },
  [key, value]: readonly [string, string],
): Promise<{ sealed: Buffer; expiresAt: Date } | undefined> {
  const row = await db
    .selectFrom('link_token')
    .select(['expires_at as expiresAt', sql<string | null>`detail ->> 'sealed'`.as('sealed')])
    .where('subject_id', '=', subjectId)
    .where('purpose', '=', purpose)
    .where(sql`detail ->> ${key}`, '=', value)
    .executeTakeFirst()
  return row?.sealed ? { sealed: Buffer.from(row.sealed, 'base64'), expiresAt: row.expiresAt } : undefined
}

/** Uses a living link: of two at the same time, one is answered its subject and the other nothing. */
export async function useLinkToken(
  db: Db,
  link: { tokenHash: Buffer; purpose: string },
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .updateTable('link_token')
    .set({ used_at: now })
    .where('token_hash', '=', link.tokenHash)
    .where('purpose', '=', link.purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('subject_id')
    .executeTakeFirst()
  return row?.subject_id
}
