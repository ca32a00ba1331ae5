import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { MessageRecord } from '../store.ts'

/** The rows of its files, those within its text included; they are no longer of its case. */
export async function takeFiles(db: Db, { id, case_id: caseId, flags }: MessageRecord) {
  const { embedded = [] } = flags as { embedded?: { id: string }[] }
  const ids = embedded.map((file) => file.id)
  return db
    .deleteFrom('attachment')
    .where('case_id', '=', caseId)
    .where((eb) => eb.or([eb('message_id', '=', id), ...(ids.length > 0 ? [eb('id', 'in', ids)] : [])]))
    .returning(['file_hash', 'name', 'type', 'bytes', 'inline', 'content_id'])
    .execute()
}

export async function removeMessage(db: Db, { id, case_id: caseId }: MessageRecord): Promise<void> {
  await db.deleteFrom('message').where('id', '=', id).execute()
  await db.updateTable('cases').set({ message_count: sql`message_count - 1` }).where('id', '=', caseId).execute()
}
