import type { Db } from '../../../platform/context.ts'
import type { ContractTerms } from '../contract/terms.ts'

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
