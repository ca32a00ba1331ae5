import { sql } from 'kysely'
import type { Db } from '../../platform/context.ts'
import type { AccountLetters } from './contract.ts'

/** What an account is told by itself, as long as nobody switched it off. */
export async function lettersOf(db: Db, accountId: string | null): Promise<AccountLetters> {
  const row = accountId
    ? await db
        .selectFrom('account_letters')
        .select(['stages', 'in_touch as inTouch'])
        .where('account_id', '=', accountId)
        .executeTakeFirst()
    : undefined
  return row ?? { stages: true, inTouch: true }
}

export async function saveLetters(db: Db, accountId: string, letters: AccountLetters): Promise<void> {
  const row = { stages: letters.stages, in_touch: letters.inTouch }
  await db
    .insertInto('account_letters')
    .values({ account_id: accountId, ...row })
    .onConflict((oc) => oc.column('account_id').doUpdateSet(row))
    .execute()
}

/** Those of these addresses from which mail comes back. */
export async function comingBack(db: Db, emails: readonly string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set()
  const rows = await db
    .selectFrom('contact_email')
    .select('email')
    .where(sql<string>`lower(email)`, 'in', emails)
    .where('undeliverable_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ email }) => email.toLowerCase()))
}

export const accountExists = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

export interface Word {
  id: string
  case_id: string
  message_id: string
  at: Date
}

/** Notes that a case's stage is told; false where it was, and the case was not reopened since. */
export async function takeStageWord(db: Db, word: Word & { stage: string; run: number }): Promise<boolean> {
  const row = await db
    .insertInto('customer_word')
    .values({ ...word, kind: 'stage' })
    .onConflict((oc) => oc.columns(['case_id', 'stage', 'run']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function noteWord(db: Db, word: Word): Promise<void> {
  await db
    .insertInto('customer_word')
    .values({ ...word, kind: 'in_touch' })
    .execute()
}

/** What was not noted before a backup was made counts as said now. */
export async function noteRestored(db: Db, words: readonly Omit<Word, 'message_id'>[]): Promise<void> {
  await db
    .insertInto('customer_word')
    .values(words.map((word) => ({ ...word, kind: 'restored' })))
    .execute()
}

export async function lastWordAt(db: Db, caseId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('customer_word')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row?.at ?? null
}

export interface Owed {
  id: string
  /** When the wait began, as the place of the next page. */
  since: string
}

/**
 * Open cases whose customers may have waited too long for a word, by the hours that their types name, the longest first.
 * Children have no customer of their own, imported cases were waited for elsewhere, and an account may want quiet.
 */
export async function casesOwed(db: Db, now: Date, after: Owed | null, most: number): Promise<Owed[]> {
  const since = sql`greatest(cases.created_at, cases.last_public_reply_at)`
  const { rows } = await sql<Owed>`
    with kind as materialized (
      select case_type_id, version, (definition -> 'inTouch' ->> 'hours')::int as hours
      from case_type_version where definition ? 'inTouch')
    select cases.id, ${since}::text as since from cases
    join kind on kind.case_type_id = cases.type_id and kind.version = cases.type_version
    where cases.status in ('new', 'open', 'on_hold') and cases.contact_id is not null
      and cases.parent_id is null and not cases.imported and not cases.demo
      and not exists (select from account_letters where account_id = cases.account_id and not in_touch)
      and (${after?.since ?? null}::timestamptz is null
        or (${since}, cases.id) > (${after?.since ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      and ${since} <= ${now}::timestamptz - kind.hours * interval '1 hour'
      and not exists (select from customer_word where customer_word.case_id = cases.id
        and customer_word.at > ${now}::timestamptz - kind.hours * interval '1 hour')
    order by ${since}, cases.id limit ${most}`.execute(db)
  return rows
}

/** Who we are to customers, and who answers for a team. */
export async function senderFacts(db: Db, teamId: string) {
  const organisation = await db.selectFrom('organisation').select(['name', 'language']).executeTakeFirst()
  const mailboxes = await db.selectFrom('mailbox').select('address').execute()
  const lead = await db
    .selectFrom('team')
    .innerJoin('person', 'person.id', 'team.lead_id')
    .select(['person.id', 'person.name'])
    .where('team.id', '=', teamId)
    .executeTakeFirst()
  return {
    organisation: organisation?.name ?? '',
    language: organisation?.language ?? 'en',
    ownAddresses: mailboxes.map(({ address }) => address.toLowerCase()),
    lead: lead ?? null,
  }
}
