import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { CaseCoverage } from '../../../platform/tables.gen.ts'

export function findCoverage(db: Db, caseId: string) {
  return db
    .selectFrom('case_coverage')
    .leftJoin('person as chooser', 'chooser.id', 'case_coverage.chosen_by')
    .leftJoin('person as decider', 'decider.id', 'case_coverage.decided_by')
    .selectAll('case_coverage')
    .select(['chooser.name as chooser', 'decider.name as decider'])
    .where('case_coverage.case_id', '=', caseId)
    .executeTakeFirst()
}
export type CoverageRow = NonNullable<Awaited<ReturnType<typeof findCoverage>>>

export async function insertCoverage(db: Db, row: Insertable<CaseCoverage>): Promise<void> {
  await db.insertInto('case_coverage').values(row).execute()
}

/** False when `version` is no longer the current one. */
export async function updateCoverage(
  db: Db,
  caseId: string,
  version: number,
  change: Updateable<CaseCoverage>,
): Promise<boolean> {
  const row = await db
    .updateTable('case_coverage')
    .set({ ...change, version: version + 1 })
    .where('case_id', '=', caseId)
    .where('version', '=', version)
    .returning('case_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whom and what a case is about, as far as coverage asks. */
export async function askedFor(db: Db, caseId: string) {
  const row = await db
    .selectFrom('cases')
    .innerJoin('case_type', 'case_type.id', 'cases.type_id')
    .leftJoin('contact', 'contact.id', 'cases.contact_id')
    .leftJoin('product', 'product.id', 'cases.product_id')
    .leftJoin('asset', 'asset.id', 'cases.asset_id')
    .select([
      'cases.account_id as accountId',
      'cases.contact_id as contactId',
      'contact.name as contact',
      'cases.channel',
      'case_type.key as type',
      'cases.type_id as typeId',
      'cases.type_version as typeVersion',
      'cases.created_at as createdAt',
      'cases.imported',
      'cases.demo',
      'product.id as productId',
      'product.name as product',
      'asset.id as assetId',
      'asset.serial',
    ])
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const contact = row.contactId && row.contact !== null ? { id: row.contactId, name: row.contact } : null
  const product = row.productId && row.product !== null ? { id: row.productId, name: row.product } : null
  const asset = row.assetId && row.serial !== null ? { id: row.assetId, serial: row.serial } : null
  return { ...row, contact, product, asset }
}
