import { type Expression, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

const openStatuses = ['new', 'open', 'pending', 'on_hold'] as const
const open = sql<boolean>`cases.status in ('new', 'open', 'pending', 'on_hold')`
const lastContact = sql<Date | null>`max(greatest(cases.last_customer_message_at, cases.last_public_reply_at))`

/** The number of open cases of the `account` in the surrounding query that the reader may see. */
export function openCasesOfAccount(db: Db, actor: Actor): Expression<number> {
  return db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where('cases.status', 'in', openStatuses)
    .where(sql<boolean>`cases.account_id = account.id`)
    .select(sql<number>`count(*)::int`.as('count'))
    .$asScalar() as unknown as Expression<number>
}

/** A promise was missed: over its date now, or once. */
const missed = (now: Date) => sql`(cases.due_at < ${now} or cases.breached_at is not null)`

export interface AccountFacts {
  openCases: number
  breachedCases: number
  lastContactAt: string | null
}

/** What the cases of these accounts say that the reader may see; accounts without such cases are absent. */
export async function factsOfAccounts(
  db: Db,
  actor: Actor,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, AccountFacts>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where('cases.account_id', 'in', [...accountIds])
    .select([
      'cases.account_id as accountId',
      sql<number>`count(*) filter (where ${open})::int`.as('openCases'),
      sql<number>`count(*) filter (where ${open} and ${missed(now)})::int`.as('breachedCases'),
      lastContact.as('lastContactAt'),
    ])
    .groupBy('cases.account_id')
    .execute()
  return new Map(
    rows.map(({ accountId, lastContactAt, ...counts }) => [
      accountId!,
      { ...counts, lastContactAt: lastContactAt?.toISOString() ?? null },
    ]),
  )
}

export interface Pulse {
  openCases: number
  restrictedCases: number
  byPriority: Record<string, number>
  oldestOpenAt: string | null
  breachedOpen: number
  resolved90Days: number
  lastContactAt: string | null
}

/** The pulse of one account. Cases hidden from the reader are counted, in one number, and otherwise absent. */
export async function pulseOf(db: Db, actor: Actor, accountId: string, now: Date): Promise<Pulse> {
  const since = new Date(now.getTime() - 90 * 86_400_000)
  const seen = await db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where('cases.account_id', '=', accountId)
    .select([
      sql<number>`count(*) filter (where ${open})::int`.as('openCases'),
      sql<Date | null>`min(cases.created_at) filter (where ${open})`.as('oldestOpenAt'),
      sql<number>`count(*) filter (where ${open} and ${missed(now)})::int`.as('breachedOpen'),
      sql<number>`count(*) filter (where cases.resolved_at > ${since})::int`.as('resolved90Days'),
      sql<number>`count(*) filter (where ${open} and cases.priority = 'low')::int`.as('low'),
      sql<number>`count(*) filter (where ${open} and cases.priority = 'medium')::int`.as('medium'),
      sql<number>`count(*) filter (where ${open} and cases.priority = 'high')::int`.as('high'),
      sql<number>`count(*) filter (where ${open} and cases.priority = 'critical')::int`.as('critical'),
      lastContact.as('lastContactAt'),
    ])
    .executeTakeFirstOrThrow()
  const { all } = await db
    .selectFrom('cases')
    .where('account_id', '=', accountId)
    .where('status', 'in', openStatuses)
    .where('restricted', '=', true)
    .where((eb) => eb.not(visibleTo(actor)(eb)))
    .select(sql<number>`count(*)::int`.as('all'))
    .executeTakeFirstOrThrow()
  const { low, medium, high, critical, oldestOpenAt, lastContactAt, ...counts } = seen
  return {
    ...counts,
    restrictedCases: all,
    byPriority: { low, medium, high, critical },
    oldestOpenAt: oldestOpenAt?.toISOString() ?? null,
    lastContactAt: lastContactAt?.toISOString() ?? null,
  }
}

export async function factsOfContact(
  db: Db,
  actor: Actor,
  contactId: string,
): Promise<{ openCases: number; lastContactAt: string | null }> {
  const row = await db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .where('cases.contact_id', '=', contactId)
    .select([sql<number>`count(*) filter (where ${open})::int`.as('openCases'), lastContact.as('lastContactAt')])
    .executeTakeFirstOrThrow()
  return { openCases: row.openCases, lastContactAt: row.lastContactAt?.toISOString() ?? null }
}
