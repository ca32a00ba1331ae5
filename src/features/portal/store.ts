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

export interface Asker {
  contactId: string
  name: string
  email: string
  /** Of what they asked in. */
  language: string | null
}

/** Who asked in cases of the same account that went into this one, each once, by the address that reaches them. */
export async function mergedAskers(db: Db, caseId: string): Promise<Asker[]> {
  const { rows } = await sql<Asker>`
    select distinct on (contact.id) contact.id as "contactId", contact.name, merged.language, reached.email
    from cases join cases merged on merged.merged_into_id = cases.id join contact on contact.id = merged.contact_id,
      lateral (select email from contact_email where contact_email.contact_id = contact.id
        order by undeliverable_at desc nulls first, position limit 1) reached
    where cases.id = ${caseId} and merged.contact_id is distinct from cases.contact_id
      and merged.account_id = cases.account_id
    order by contact.id, merged.number`.execute(db)
  return rows
}

/** A letter's link with what its page shows of the case. */
export async function findConfirmLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .innerJoin('cases', 'cases.id', 'link_token.subject_id')
    .leftJoin('contact', (join) => join.on(sql<boolean>`contact.id::text = link_token.detail ->> 'contactId'`))
    .select([
      'link_token.expires_at as expiresAt',
      'link_token.used_at as usedAt',
      'cases.id as caseId',
      'cases.number',
      'cases.subject',
      'cases.status',
      'cases.language',
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
