import type { Db } from '../../../platform/context.ts'
import type { ContractTerms } from '../contract/terms.ts'
import { type ContractRow, contractsOfAccount } from './contracts.ts'

export async function versionsOf(db: Db, id: string) {
  const rows = await db
    .selectFrom('service_contract_version as version')
    .leftJoin('person', 'person.id', 'version.created_by')
    .select(['version.version', 'version.created_at', 'version.terms', 'person.name'])
    .where('version.contract_id', '=', id)
    .orderBy('version.version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    at: row.created_at,
    by: row.name,
    terms: row.terms as unknown as ContractTerms,
  }))
}

export async function namedContacts(db: Db, accountId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(({ id }) => id)
}

export async function accountIsThere(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Those of these entitlements that stand under another contract. */
export async function entitlementsElsewhere(db: Db, contractId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('entitlement')
    .select('id')
    .where('id', 'in', ids)
    .where('contract_id', '!=', contractId)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * The contracts of an account as they were agreed at an instant: by the versions that stood then, without what was made
 * later, and not cancelled where that was done later.
 */
export async function contractsAsOf(db: Db, accountId: string, at: Date): Promise<ContractRow[]> {
  const known = await contractsOfAccount(db, accountId)
  const versions = await db
    .selectFrom('service_contract_version')
    .innerJoin('service_contract', 'service_contract.id', 'service_contract_version.contract_id')
    .distinctOn('contract_id')
    .select(['contract_id', 'terms'])
    .where('service_contract.account_id', '=', accountId)
    .where('service_contract_version.created_at', '<=', at)
    .orderBy('contract_id')
    .orderBy('service_contract_version.version', 'desc')
    .execute()
  const terms = new Map(versions.map((row) => [row.contract_id, row.terms as unknown as ContractTerms]))
  return known.flatMap((row) => {
    const then = terms.get(row.id)
    const cancelled = row.cancelledAt !== null && row.cancelledAt <= at
    return then ? [{ ...row, terms: then, cancelledOn: cancelled ? row.cancelledOn : null }] : []
  })
}
