import { type Insertable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { likePattern } from '../../../platform/database.ts'
import { askBeside } from '../../../platform/gathered.ts'
import type { ServiceContract } from '../../../platform/tables.gen.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { ContractTerms } from '../contract/terms.ts'

export interface ContractRow {
  id: string
  number: number
  accountId: string
  account: string
  terms: ContractTerms
  cancelledOn: string | null
  cancelledAt: Date | null
  cancelledBecause: string | null
  renewedFrom: { id: string; number: number } | null
  renewedBy: { id: string; number: number } | null
  settleAt: Date | null
  createdAt: Date
  demo: boolean
  version: number
}

export interface ContractListing {
  account?: string | undefined
  q?: string | undefined
  state: 'current' | 'ended' | 'all'
  limit: number
  cursor?: string | undefined
}

const Place = z.tuple([z.string(), z.uuid()])
const lastDay = sql<string>`coalesce(service_contract.cancelled_on, service_contract.ends_on, 'infinity'::date)`

/** A page of contracts, those that end next first; `today` parts the current ones from those that ended. */
export async function listContracts(db: Db, { account, q, state, limit, cursor }: ContractListing, today: string) {
  const place = placeOf(Place, cursor)
  const rows = await contracts(db)
    .select(lastDay.as('lastDay'))
    .$if(account !== undefined, (query) => query.where('service_contract.account_id', '=', account!))
    .$if(state === 'current', (query) => query.where(sql<boolean>`${lastDay} >= ${today}::date`))
    .$if(state === 'ended', (query) => query.where(sql<boolean>`${lastDay} < ${today}::date`))
    .$if(q !== undefined && q.trim() !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb(sql`lower(service_contract.name)`, 'like', likePattern(q!.trim())),
          eb(sql`lower(account.name)`, 'like', likePattern(q!.trim())),
          eb(sql`'sc-' || service_contract.number`, '=', q!.trim().toLowerCase()),
        ]),
      ),
    )
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(${lastDay}, service_contract.id) > (${place![0]}::date, ${place![1]})`),
    )
    .orderBy(lastDay)
    .orderBy('service_contract.id')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(shown),
    nextCursor: last ? cursorOf([last.lastDay, last.id]) : null,
  }
}

export async function findContract(db: Db, id: string): Promise<ContractRow | undefined> {
  const row = await contracts(db).where('service_contract.id', '=', id).executeTakeFirst()
  return row && shown(row)
}

/** Every contract of an account that there ever was, as agreed now. */
export async function contractsOfAccount(db: Db, accountId: string): Promise<ContractRow[]> {
  const rows = await askBeside(
    db,
    contracts(db)
      .where('service_contract.account_id', '=', accountId)
      .orderBy('service_contract.starts_on')
      .orderBy('service_contract.id'),
  )
  return rows.map(shown)
}

/** Locks a contract until the transaction ends: its ledgers are written by one at a time. */
export async function lockContract(db: Db, id: string): Promise<void> {
  await db.selectFrom('service_contract').select('id').where('id', '=', id).forUpdate().execute()
}

/** Locks all contracts of an account, and one more beside, in order of id; gives the account's as they stand from then on. */
export async function lockedOfAccount(db: Db, accountId: string | null, beside: string | null): Promise<ContractRow[]> {
  const locked = await askBeside(
    db,
    db
      .selectFrom('service_contract')
      .select(['id', 'account_id'])
      .where((eb) => eb.or([eb('account_id', '=', accountId), eb('id', '=', beside)]))
      .orderBy('id')
      .forUpdate(),
  )
  // Most accounts never had one, and then nothing else is asked.
  const some = accountId !== null && locked.some((row) => row.account_id === accountId)
  return some ? contractsOfAccount(db, accountId) : []
}

/** Contracts whose ledger has something to do by itself, the longest due first. */
export async function dueContracts(db: Db, now: Date, limit: number): Promise<string[]> {
  const due = db.selectFrom('service_contract').select('id').where('settle_at', '<=', now)
  return (await due.orderBy('settle_at').limit(limit).execute()).map(({ id }) => id)
}

/** Locked, where it is still due and nobody else is at it. */
export async function claimDue(db: Db, id: string, now: Date): Promise<boolean> {
  const due = db.selectFrom('service_contract').select('id').where('id', '=', id).where('settle_at', '<=', now)
  return (await due.forUpdate().skipLocked().executeTakeFirst()) !== undefined
}

export async function insertContract(
  db: Db,
  row: Insertable<ServiceContract>,
  terms: ContractTerms,
  by: string | null,
): Promise<void> {
  await db.insertInto('service_contract').values(row).execute()
  await insertVersion(db, row.id, 1, terms, by, row.created_at as Date)
  await insertEntitlements(db, row.id, terms)
}

/** False when `version` is no longer the current one. */
export async function updateContract(
  db: Db,
  id: string,
  version: number,
  change: Updateable<ServiceContract>,
  terms: ContractTerms,
  by: string | null,
  now: Date,
): Promise<boolean> {
  if (!(await updateAtVersion(db, 'service_contract', id, version, change))) return false
  await insertVersion(db, id, version + 1, terms, by, now)
  await insertEntitlements(db, id, terms)
  return true
}

export async function setSettleAt(db: Db, id: string, at: Date | null): Promise<void> {
  await db.updateTable('service_contract').set({ settle_at: at }).where('id', '=', id).execute()
}

async function insertVersion(
  db: Db,
  contractId: string,
  version: number,
  terms: ContractTerms,
  by: string | null,
  at: Date,
): Promise<void> {
  await db
    .insertInto('service_contract_version')
    .values({ contract_id: contractId, version, terms: JSON.stringify(terms), created_at: at, created_by: by })
    .execute()
}

async function insertEntitlements(db: Db, contractId: string, terms: ContractTerms): Promise<void> {
  await db
    .insertInto('entitlement')
    .values(terms.entitlements.map(({ id, kind }) => ({ id, kind, contract_id: contractId })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

function contracts(db: Db) {
  return db
    .selectFrom('service_contract')
    .innerJoin('service_contract_version as version', (join) =>
      join
        .onRef('version.contract_id', '=', 'service_contract.id')
        .onRef('version.version', '=', 'service_contract.version'),
    )
    .innerJoin('account', 'account.id', 'service_contract.account_id')
    .leftJoin('service_contract as before', 'before.id', 'service_contract.renewed_from_id')
    .leftJoin('service_contract as after', 'after.renewed_from_id', 'service_contract.id')
    .select([
      'service_contract.id',
      'service_contract.number',
      'service_contract.account_id',
      'service_contract.cancelled_on',
      'service_contract.cancelled_at',
      'service_contract.cancelled_because',
      'service_contract.settle_at',
      'service_contract.created_at',
      'service_contract.demo',
      'service_contract.version',
      'version.terms',
      'account.name as account',
      'before.id as beforeId',
      'before.number as beforeNumber',
      'after.id as afterId',
      'after.number as afterNumber',
    ])
}

type Selected = Awaited<ReturnType<ReturnType<typeof contracts>['execute']>>[number]

const shown = (row: Selected): ContractRow => ({
  id: row.id,
  number: row.number,
  accountId: row.account_id,
  account: row.account,
  terms: row.terms as unknown as ContractTerms,
  cancelledOn: row.cancelled_on as string | null,
  cancelledAt: row.cancelled_at,
  cancelledBecause: row.cancelled_because,
  renewedFrom: row.beforeId && row.beforeNumber !== null ? { id: row.beforeId, number: row.beforeNumber } : null,
  renewedBy: row.afterId && row.afterNumber !== null ? { id: row.afterId, number: row.afterNumber } : null,
  settleAt: row.settle_at,
  createdAt: row.created_at,
  demo: row.demo,
  version: row.version,
})

/** Whether this house has ever agreed on a service contract with anybody; those of the demo company are its own. */
export async function isAnyAgreed(db: Db, { demo }: { demo: boolean }): Promise<boolean> {
  const agreed = db.selectFrom('service_contract').select('id').where('demo', '=', demo)
  return (await agreed.limit(1).executeTakeFirst()) !== undefined
}
