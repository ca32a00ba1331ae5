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

/** A letter's link with what its page shows of the case. */
export async function findConfirmLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .innerJoin('cases', 'cases.id', 'link_token.subject_id')
    // Whoever asked in a case that was merged reads of that one.
    .leftJoin('cases as asked', (join) => join.on(sql<boolean>`asked.id::text = link_token.detail ->> 'askedIn'`))
    .leftJoin('contact', (join) => join.on(sql<boolean>`contact.id::text = link_token.detail ->> 'contactId'`))
    .select([
      'link_token.expires_at as expiresAt',
      'link_token.used_at as usedAt',
      'cases.id as caseId',
      sql<number>`coalesce(asked.number, cases.number)`.as('number'),
      sql<string>`coalesce(asked.subject, cases.subject)`.as('subject'),
      'cases.status',
      sql<string | null>`case when asked.id is null then cases.language else asked.language end`.as('language'),
      'cases.resolution_summary as summary',
      'contact.id as contactId',
      'contact.name as contactName',
      sql<string>`link_token.detail ->> 'email'`.as('email'),
    ])
    .where('link_token.token_hash', '=', tokenHash)
    .where('link_token.purpose', '=', purpose)
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
