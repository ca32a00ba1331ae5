import type { Db } from '../../../platform/context.ts'

/** The mail of a message as it was sent, sanitised. */
export async function keepPage(db: Db, messageId: string, html: string): Promise<void> {
  const remote = html.includes('data-remote-src=')
  await db
    .insertInto('side_message_page')
    .values({ side_message_id: messageId, html, remote_pictures: remote })
    .execute()
}

export function findPage(db: Db, messageId: string) {
  return db
    .selectFrom('side_message_page')
    .innerJoin('side_message', 'side_message.id', 'side_message_page.side_message_id')
    .select(['side_message.side_conversation_id as sideId', 'side_message_page.html'])
    .where('side_message_id', '=', messageId)
    .where('side_message.undone_at', 'is', null)
    .executeTakeFirst()
}

/** Pictures that its text shows by their content id. */
export function inlineFilesOf(db: Db, messageId: string) {
  return db
    .selectFrom('side_message_file')
    .innerJoin('attachment', 'attachment.id', 'side_message_file.attachment_id')
    .select(['attachment.file_hash', 'attachment.type', 'attachment.bytes', 'attachment.content_id'])
    .where('side_message_id', '=', messageId)
    .where('attachment.content_id', 'is not', null)
    .execute()
}
