import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

/** So many of the customer's cases that changed last are looked at, by contact and by account: work never grows with them. */
const newest = 60
const charactersRead = 2_000

interface AskedOf {
  contactId: string | null
  accountId: string | null
  /** Of a case that is there: itself, and those opened before it. */
  caseId: string | null
  openedBefore: Date | null
  resolvedSince: Date
}

/** Cases of the same contact or account that are open or were resolved lately, with what they begin with. */
export function candidates(db: Db, actor: Actor, asked: AskedOf) {
  const near = (column: 'contact_id' | 'account_id', id: string | null) =>
    sql`(select id from cases where ${sql.ref(column)} = ${id}::uuid order by updated_at desc limit ${sql.lit(newest)})`
  return db
    .selectFrom('cases')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('person as owner', 'owner.id', 'cases.owner_id')
    .select([
      'cases.id',
      'cases.number',
      'cases.subject',
      'cases.status',
      'cases.contact_id as contactId',
      'contact.name as contact',
      'cases.owner_id as ownerId',
      'owner.name as owner',
      'cases.created_at as openedAt',
      'cases.resolved_at as resolvedAt',
      firstWords.as('text'),
    ])
    .where(visibleTo(actor))
    .where(
      sql<boolean>`cases.id = any(array(${near('contact_id', asked.contactId)} union ${near('account_id', asked.accountId)}))`,
    )
    .where('cases.merged_into_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('cases.status', 'in', ['new', 'open', 'pending', 'on_hold']),
        eb('cases.resolved_at', '>', asked.resolvedSince),
      ]),
    )
    .$if(asked.caseId !== null, (q) =>
      q
        .where('cases.id', '!=', asked.caseId!)
        .where('cases.created_at', '<=', asked.openedBefore!)
        .where(sql<boolean>`not ${areKnown('case_told_apart', asked.caseId!)}`)
        .where(sql<boolean>`not ${areKnown('case_relation', asked.caseId!)}`)
        .where(
          sql<boolean>`cases.id is distinct from (select follow_up_of_id from cases own where own.id = ${asked.caseId})`,
        )
        .where(sql<boolean>`cases.follow_up_of_id is distinct from ${asked.caseId}::uuid`),
    )
    .orderBy('cases.created_at', 'desc')
    .orderBy('cases.id', 'desc')
}

export type Candidate = Awaited<ReturnType<ReturnType<typeof candidates>['execute']>>[number]

const areKnown = (table: 'case_told_apart' | 'case_relation', id: string) =>
  sql`exists (select 1 from ${sql.table(table)} pair where (pair.one_id = cases.id and pair.other_id = ${id})
    or (pair.other_id = cases.id and pair.one_id = ${id}))`

const firstWords = sql<string>`coalesce((
  select left(coalesce(visible_text, text), ${sql.lit(charactersRead)}) from message
  where message.case_id = cases.id and public and not machine and not automatic
  order by received_at, message.id limit 1), '')`

/** What a case itself asks, with the names of its customer. */
export function askedBy(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .select([
      'cases.subject',
      'cases.contact_id as contactId',
      'cases.account_id as accountId',
      'cases.created_at as openedAt',
      'contact.name as contact',
      'account.name as account',
      firstWords.as('text'),
    ])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
}

/** Whom a case that is being written is for; the account is the contact's where none is named. */
export async function customerOf(db: Db, contactId: string | null, accountId: string | null) {
  const { rows } = await sql<{ accountId: string | null; contact: string | null; account: string | null }>`
    select account.id as "accountId", contact.name as contact, account.name as account
    from (values (${contactId}::uuid, ${accountId}::uuid)) as asked (contact_id, account_id)
      left join contact on contact.id = asked.contact_id
      left join account on account.id = coalesce(asked.account_id, contact.account_id)`.execute(db)
  return rows[0]!
}

/** Kept once for both, the lower id first. */
export async function insertToldApart(
  db: Db,
  pair: readonly [string, string],
  by: string | null,
  now: Date,
): Promise<boolean> {
  const [one, other] = pair.toSorted() as [string, string]
  const row = await db
    .insertInto('case_told_apart')
    .values({ one_id: one, other_id: other, told_at: now, told_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('one_id')
    .executeTakeFirst()
  return row !== undefined
}
