import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { asQuotable } from '../../../platform/mail-rows.ts'
import type { SideMessage } from '../../../platform/tables.gen.ts'

export async function insertMessage(db: Db, row: Insertable<SideMessage>): Promise<void> {
  await db.insertInto('side_message').values(row).execute()
}

export async function updateMessage(db: Db, id: string, change: Updateable<SideMessage>): Promise<void> {
  await db.updateTable('side_message').set(change).where('id', '=', id).execute()
}

const messages = (db: Db) =>
  db
    .selectFrom('side_message')
    .leftJoin('person', 'person.id', 'side_message.author_id')
    .leftJoin('side_message_page', 'side_message_page.side_message_id', 'side_message.id')
    .selectAll('side_message')
    .select(['person.name as author_name', 'side_message_page.remote_pictures'])

export const findMessage = (db: Db, id: string) => messages(db).where('side_message.id', '=', id).executeTakeFirst()

export type SideMessageRecord = Selectable<SideMessage>

/** Its side conversation is locked before it, so that undoing, releasing and sending follow each other. */
export const lockMessage = (db: Db, id: string): Promise<SideMessageRecord | undefined> =>
  db.selectFrom('side_message').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export async function sideOfMessage(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('side_message').select('side_conversation_id').where('id', '=', id).executeTakeFirst()
  return row?.side_conversation_id
}

export function messagesOf(db: Db, sideId: string, page: { limit: number; after: [string, string] | null }) {
  return messages(db)
    .where('side_conversation_id', '=', sideId)
    .where('undone_at', 'is', null)
    .$if(page.after !== null, (q) =>
      q.where(
        sql<boolean>`(received_at, side_message.id) > (${page.after?.[0]}::timestamptz, ${page.after?.[1]}::uuid)`,
      ),
    )
    .orderBy('received_at')
    .orderBy('side_message.id')
    .limit(page.limit + 1)
    .execute()
}

export async function hasOther(db: Db, sideId: string, besideId: string): Promise<boolean> {
  const row = await db
    .selectFrom('side_message')
    .select('id')
    .where('side_conversation_id', '=', sideId)
    .where('id', '<>', besideId)
    .where('undone_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** When they were last asked before the date that they missed; where nothing was, when it began. */
export async function lastAsked(
  db: Db,
  side: { id: string; due_at: Date | null; created_at: Date },
  besideId: string,
): Promise<Date> {
  if (side.due_at === null) return side.created_at
  const row = await db
    .selectFrom('side_message')
    .select(({ fn }) => fn.max('received_at').as('at'))
    .where('side_conversation_id', '=', side.id)
    .where('id', '<>', besideId)
    .where('undone_at', 'is', null)
    .where('received_at', '<', side.due_at)
    .where((eb) => eb.or([eb('direction', '=', 'out'), sql<boolean>`direction = 'internal' and not flags ? 'asked'`]))
    .executeTakeFirst()
  return row?.at ?? side.created_at
}

/** Files of messages, by message. */
export function filesOf(db: Db, messageIds: readonly string[]) {
  if (messageIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('side_message_file')
    .innerJoin('attachment', 'attachment.id', 'side_message_file.attachment_id')
    .select(['side_message_id', 'attachment.id', 'attachment.name', 'attachment.type', 'attachment.bytes'])
    .select(['attachment.file_hash', 'attachment.inline'])
    .where('side_message_id', 'in', [...messageIds])
    .orderBy('attachment.created_at')
    .orderBy('attachment.id')
    .execute()
}

export async function linkFiles(db: Db, messageId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  await db
    .insertInto('side_message_file')
    .values(fileIds.map((id) => ({ side_message_id: messageId, attachment_id: id })))
    .execute()
}

/** The files of a case, those of its side conversations too; pictures within a text are none. */
export function caseFiles(db: Db, caseId: string) {
  return db
    .selectFrom('attachment')
    .leftJoin('message', 'message.id', 'attachment.message_id')
    .select(['attachment.id', 'attachment.name', 'attachment.type', 'attachment.bytes', 'attachment.created_at'])
    .select((eb) => [
      eb.fn
        .coalesce(
          'message.from_name',
          'message.from_email',
          sql<string | null>`(select coalesce(side_message.from_name, side_message.from_email)
            from side_message_file join side_message on side_message.id = side_message_id
            where attachment_id = attachment.id order by side_message.created_at limit 1)`,
        )
        .as('from'),
    ])
    .where('attachment.case_id', '=', caseId)
    .where('attachment.inline', '=', false)
    .where('message.undone_at', 'is', null)
    .orderBy('attachment.created_at', 'desc')
    .orderBy('attachment.id')
    .execute()
}

export async function areFilesOf(db: Db, caseId: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const { count } = await db
    .selectFrom('attachment')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('id', 'in', [...ids])
    .executeTakeFirstOrThrow()
  return Number(count) === new Set(ids).size
}

/** Its mails before this one, oldest first, for the ids that an answer refers to. */
export async function threadBefore(db: Db, sideId: string, id: string) {
  const rows = await db
    .selectFrom('side_message')
    .select(['message_id as messageId', 'direction'])
    .where('side_conversation_id', '=', sideId)
    .where('machine', '=', false)
    .where('message_id', 'is not', null)
    .where('id', '<>', id)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, messageId: row.messageId! }))
}

/** The last mails of a side conversation when an answer was written, the newest last. */
export async function quotable(db: Db, sideId: string, answer: { id: string; writtenAt: Date }) {
  const rows = await db
    .selectFrom('side_message')
    .select(['direction', 'from_name', 'from_email', 'to_addresses', 'cc_addresses', 'received_at'])
    .select(sql<string>`left(coalesce(nullif(visible_text, ''), text), 20000)`.as('text'))
    .where('side_conversation_id', '=', sideId)
    .where('id', '<>', answer.id)
    .where('machine', '=', false)
    .where('undone_at', 'is', null)
    .where((eb) => eb.or([eb('direction', '=', 'in'), eb('released_at', '<=', answer.writtenAt)]))
    .where('created_at', '<=', answer.writtenAt)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.toReversed().map(asQuotable)
}

/** What waited when a backup was made may have been sent since: nothing of it leaves by itself. */
export async function waitingToSend(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('side_message').select('id').where('delivery', 'in', ['held', 'queued']).execute()
  return rows.map(({ id }) => id)
}

/** Addresses that our people wrote to, or let in; not those that a mail brought along in Cc. */
export async function participantsOf(db: Db, sideId: string): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select lower(address ->> 'email') as email
      from side_message, jsonb_array_elements(to_addresses || cc_addresses) as address
      where side_conversation_id = ${sideId} and direction = 'out' and released_at is not null
    union select lower(from_email) from side_message
      where side_conversation_id = ${sideId} and direction = 'in' and flags ? 'letIn'`.execute(db)
  return new Set(rows.map(({ email }) => email))
}
