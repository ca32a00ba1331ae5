import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../../platform/context.ts'
import { insertRows, waitingRow } from '../../platform/gathered.ts'
import type { Attachment, Message } from '../../platform/tables.gen.ts'

export async function insertMessage(db: Db, row: Insertable<Message>): Promise<void> {
  const opened = waitingRow(db, 'cases', row.case_id)
  if (opened) opened.message_count = (opened.message_count ?? 0) + 1
  else
    await db.updateTable('cases').set({ message_count: sql`message_count + 1` }).where('id', '=', row.case_id).execute()
  await insertRows(db, 'message', [row])
}

export async function updateMessage(db: Db, id: string, change: Updateable<Message>): Promise<void> {
  await db.updateTable('message').set(change).where('id', '=', id).execute()
}

export function findMessage(db: Db, id: string) {
  return messages(db).where('message.id', '=', id).executeTakeFirst()
}

/**
 * Locked, so that undoing, releasing and sending follow each other. Its case is locked first, as by everything that
 * begins at the case: two who took them in opposite order would wait for each other.
 */
export function lockMessage(db: Db, id: string) {
  return db
    .with('held', (q) =>
      q
        .selectFrom('cases')
        .select(['cases.id', 'cases.demo'])
        .where('cases.id', '=', (eb) => eb.selectFrom('message').select('message.case_id').where('message.id', '=', id))
        .forNoKeyUpdate(),
    )
    .selectFrom('message')
    .innerJoin('held', 'held.id', 'message.case_id')
    .selectAll('message')
    .select('held.demo')
    .where('message.id', '=', id)
    .forUpdate('message')
    .executeTakeFirst()
}

export type MessageRecord = NonNullable<Awaited<ReturnType<typeof lockMessage>>>

function messages(db: Db) {
  return db
    .selectFrom('message')
    .leftJoin('person', 'person.id', 'message.author_id')
    .leftJoin('contact', 'contact.id', 'message.contact_id')
    .selectAll('message')
    .select(['person.name as author_name', 'contact.name as contact_name'])
}

export type MessageRow = NonNullable<Awaited<ReturnType<typeof findMessage>>>

export function messagesOf(db: Db, caseId: string, page: { limit: number; after: { at: Date; id: string } | null }) {
  return messages(db)
    .where('message.case_id', '=', caseId)
    .$if(page.after !== null, (q) =>
      q.where(sql<boolean>`(message.received_at, message.id) > (${page.after!.at}, ${page.after!.id}::uuid)`),
    )
    .orderBy('message.received_at')
    .orderBy('message.id')
    .limit(page.limit + 1)
    .execute()
}

export function attachmentsOf(db: Db, messageIds: readonly string[]) {
  if (messageIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('attachment')
    .select(['id', 'message_id', 'name', 'type', 'bytes', 'inline', 'content_id'])
    .where('message_id', 'in', [...messageIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export function inlineFilesOf(db: Db, messageId: string) {
  return db
    .selectFrom('attachment')
    .select(['file_hash', 'type', 'bytes', 'content_id'])
    .where('message_id', '=', messageId)
    .where('content_id', 'is not', null)
    .execute()
}

export function findAttachment(db: Db, id: string) {
  return db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertAttachments(db: Db, rows: Insertable<Attachment>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('attachment').values(rows).execute()
}

/** Gives uploaded files to a message; only files of this case that no message has yet, uploaded by `uploader`. */
export async function claimAttachments(
  db: Db,
  ids: readonly string[],
  caseId: string,
  messageId: string,
  uploader: string,
): Promise<number> {
  if (ids.length === 0) return 0
  const claimed = await db
    .updateTable('attachment')
    .set({ message_id: messageId })
    .where('id', 'in', [...ids])
    .where('case_id', '=', caseId)
    .where('uploaded_by', '=', uploader)
    .where('message_id', 'is', null)
    .executeTakeFirst()
  return Number(claimed.numUpdatedRows)
}

/** The files of a reply that was taken back go with the next one. */
export async function freeAttachments(db: Db, messageId: string): Promise<void> {
  await db.updateTable('attachment').set({ message_id: null }).where('message_id', '=', messageId).execute()
}

export function customerMessageSince(db: Db, caseId: string, since: Date) {
  return db
    .selectFrom('message')
    .select(['id', 'received_at', 'from_name'])
    .where('case_id', '=', caseId)
    .where('direction', '=', 'in')
    .where('machine', '=', false)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function draftsOf(db: Db, caseId: string, personId: string) {
  return db.selectFrom('draft').selectAll().where('case_id', '=', caseId).where('person_id', '=', personId).execute()
}

export async function saveDraft(
  db: Db,
  draft: { caseId: string; personId: string; kind: string; content: unknown; now: Date },
): Promise<void> {
  const content = JSON.stringify(draft.content)
  await db
    .insertInto('draft')
    .values({
      case_id: draft.caseId,
      person_id: draft.personId,
      kind: draft.kind,
      content,
      begun_at: draft.now,
      saved_at: draft.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'person_id', 'kind']).doUpdateSet({ content, saved_at: draft.now }),
    )
    .execute()
}

export async function removeDraft(db: Db, caseId: string, personId: string, kind: string): Promise<void> {
  await db
    .deleteFrom('draft')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .execute()
}

export async function hasOtherMessages(db: Db, caseId: string, besideId: string): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('case_id', '=', caseId)
    .where('id', '!=', besideId)
    .where('automatic', '=', false)
    .where('undone_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** With its files, those within its text included: they hang on the case alone. */
export async function moveMessage(db: Db, id: string, fromCaseId: string, toCaseId: string): Promise<void> {
  const { rows } = await sql<{ embedded: string[] }>`
    with moved as (
      update message set case_id = ${toCaseId} where id = ${id} and case_id = ${fromCaseId} returning flags)
    select coalesce(array(select jsonb_array_elements(flags -> 'embedded') ->> 'id' from moved), '{}') as embedded`.execute(
    db,
  )
  const embedded = rows[0]?.embedded ?? []
  await db
    .updateTable('attachment')
    .set({ case_id: toCaseId })
    .where('case_id', '=', fromCaseId)
    .where((eb) => eb.or([eb('message_id', '=', id), ...(embedded.length > 0 ? [eb('id', 'in', embedded)] : [])]))
    .execute()
  await sql`update cases set message_count = message_count + case id when ${toCaseId}::uuid then 1 else -1 end
    where id in (${fromCaseId}, ${toCaseId})`.execute(db)
}

/** Who takes part in a case, by address: its contact, whoever wrote on it, and whom our people wrote to. */
export async function participantsOf(db: Db, caseId: string): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select lower(address ->> 'email') as email
      from message, jsonb_array_elements(to_addresses || cc_addresses) as address
      where case_id = ${caseId} and direction = 'out' and public and released_at is not null
    union select lower(from_email) from message where case_id = ${caseId} and direction = 'in' and not machine
    union select lower(contact_email.email) from contact_email
      join cases on cases.contact_id = contact_email.contact_id where cases.id = ${caseId}`.execute(db)
  return new Set(rows.map(({ email }) => email))
}
