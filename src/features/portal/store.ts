import { sql } from 'kysely'
import type { Db } from '../../platform/context.ts'

export const purpose = 'confirm'

/** No earlier letter's link on the case lives longer than this. */
export async function endConfirmLinks(db: Db, caseId: string, at: Date): Promise<void> {
  await db
    .updateTable('link_token')
    .set({ expires_at: at })
    .where('subject_id', '=', caseId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
}

/** A letter's link with what its page shows of the case: good for the resolution it told of, and while a merge stands. */
export async function findConfirmLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .innerJoin('cases', 'cases.id', 'link_token.subject_id')
    // Whoever asked in a case that was merged reads of that one.
    .leftJoin('cases as asked', (join) => join.on(sql<boolean>`asked.id = (link_token.detail ->> 'askedIn')::uuid`))
    .leftJoin('contact', (join) => join.on(sql<boolean>`contact.id = (link_token.detail ->> 'contactId')::uuid`))
    .select([
      'link_token.expires_at as expiresAt',
      'link_token.used_at as usedAt',
      'cases.id as caseId',
      sql<number>`coalesce(asked.number, cases.number)`.as('number'),
      sql<string>`coalesce(asked.subject, cases.subject)`.as('subject'),
      'cases.status',
      sql<string | null>`case when asked.id is null then cases.language else asked.language end`.as('language'),
      // A case that was opened again keeps its last summary, which is nobody's to read then.
      sql<string | null>`case when cases.resolved_at is not null then cases.resolution_summary end`.as('summary'),
      'contact.id as contactId',
      'contact.name as contactName',
      sql<string>`link_token.detail ->> 'email'`.as('email'),
    ])
    .where('link_token.token_hash', '=', tokenHash)
    .where('link_token.purpose', '=', purpose)
    .where(
      sql<boolean>`(link_token.used_at is not null
        or (cases.resolved_at is null or link_token.created_at >= cases.resolved_at)
        and (link_token.detail ->> 'askedIn' is null or asked.merged_into_id = cases.id))`,
    )
    .executeTakeFirst()
  return row
}
export type ConfirmLink = NonNullable<Awaited<ReturnType<typeof findConfirmLink>>>

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
