import { type SqlBool, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { IntakeRule } from '../contract/rules.ts'

export function currentRules(db: Db) {
  return db
    .selectFrom('intake_rules')
    .leftJoin('person', 'person.id', 'intake_rules.created_by')
    .select([
      'intake_rules.version',
      sql<IntakeRule[]>`rules`.as('rules'),
      'intake_rules.created_at as savedAt',
      'person.id as personId',
      'person.name as personName',
    ])
    .orderBy('intake_rules.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** False when `version` is taken: somebody saved one meanwhile. */
export async function insertRules(
  db: Db,
  { version, rules, by, at }: { version: number; rules: readonly IntakeRule[]; by: string | null; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('intake_rules')
    .values({ version, rules: JSON.stringify(rules), created_at: at, created_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

/** Those of these ids that name nothing: queues, skills. */
export async function unknownAmong(db: Db, table: 'queue' | 'skill', ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select asked.id from unnest(${[...ids]}::uuid[]) as asked (id)
    where not exists (select 1 from ${sql.table(table)} as known where known.id = asked.id)`.execute(db)
  return rows.map(({ id }) => id)
}

/** Those of these ids that name one, of what there may be thousands. */
export async function namedAmong(
  db: Db,
  table: 'account' | 'contact' | 'product' | 'mailbox',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} as known
    where id::text = any(${[...ids]}::text[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Every tier that an account has, in small letters. */
export async function tiersKnown(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ tier: string }>`select distinct lower(trim(tier)) as tier from account
    where tier is not null`.execute(db)
  return new Set(rows.map(({ tier }) => tier))
}

/** A case as rules of intake would have seen it. */
export interface PastCase {
  id: string
  number: number
  subject: string
  text: string
  typeId: string
  priority: string
  channel: string
  mailboxId: string | null
  /** Where mail of its mailbox goes. */
  usual: { teamId: string | null; queueId: string | null }
  restricted: boolean
  contactId: string | null
  accountId: string | null
  productId: string | null
  language: string | null
  tags: string[]
  custom: Record<string, unknown>
  tier: string | null
  vip: boolean | null
  createdAt: Date
}

function pastCases(db: Db, actor: Actor) {
  return db
    .selectFrom('cases')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('mailbox', 'mailbox.id', 'cases.mailbox_id')
    .select([
      'cases.id',
      'cases.number',
      'cases.subject',
      'cases.type_id as typeId',
      'cases.priority',
      'cases.channel',
      'cases.mailbox_id as mailboxId',
      sql<PastCase['usual']>`json_build_object('teamId', mailbox.team_id, 'queueId', mailbox.queue_id)`.as('usual'),
      'cases.restricted_itself as restricted',
      'cases.contact_id as contactId',
      'cases.account_id as accountId',
      'cases.product_id as productId',
      'cases.language',
      'cases.tags',
      sql<Record<string, unknown>>`cases.custom`.as('custom'),
      'account.tier',
      'contact.vip',
      'cases.created_at as createdAt',
      sql<string>`coalesce((select left(text, 4000) from message where case_id = cases.id and public and undone_at is null
        order by coalesce(received_at, created_at) limit 1), '')`.as('text'),
    ])
    .where(visibleTo(actor))
}

/** The last cases that came in, the newest first. */
export const lastCases = (db: Db, actor: Actor, limit: number): Promise<PastCase[]> =>
  pastCases(db, actor)
    .where('cases.imported', '=', false)
    .where('cases.merged_into_id', 'is', null)
    .orderBy('cases.created_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(limit)
    .execute()

export const pastCase = (db: Db, actor: Actor, id: string): Promise<PastCase | undefined> =>
  pastCases(db, actor).where(sql<SqlBool>`cases.id = ${id}`).executeTakeFirst()

/** Where mail of a mailbox goes that no rule sends elsewhere. */
export const usualOf = (db: Db, mailboxId: string) =>
  db
    .selectFrom('mailbox')
    .select(['team_id as teamId', 'queue_id as queueId'])
    .where('id', '=', mailboxId)
    .executeTakeFirst()
