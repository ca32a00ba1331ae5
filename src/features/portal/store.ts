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
    .set({ used_at: link.at })
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
