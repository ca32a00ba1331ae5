import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { besideMark, insertRows, rowAsTable } from '../../../platform/gathered.ts'
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
  await insertRows(db, 'case_coverage', [row])
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

interface Asked {
  accountId: string | null
  contactId: string | null
  contact: string | null
  channel: string
  type: string
  typeId: string
  typeVersion: number
  createdAt: Date
  imported: boolean
  demo: boolean
  productId: string | null
  product: string | null
  assetId: string | null
  serial: string | null
}

/** Whom and what a case is about, as far as coverage asks. */
export async function askedFor(db: Db, caseId: string) {
  const { rows } = await sql<Asked>`${sql.raw(besideMark)}
    select cases.account_id as "accountId", cases.contact_id as "contactId", contact.name as contact, cases.channel,
      case_type.key as type, cases.type_id as "typeId", cases.type_version as "typeVersion",
      cases.created_at as "createdAt", cases.imported, cases.demo, product.id as "productId", product.name as product,
      asset.id as "assetId", asset.serial
    from ${rowAsTable(db, 'cases', caseId)}
      join case_type on case_type.id = cases.type_id
      left join contact on contact.id = cases.contact_id
      left join product on product.id = cases.product_id
      left join asset on asset.id = cases.asset_id
    where cases.id = ${caseId}`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const contact = row.contactId && row.contact !== null ? { id: row.contactId, name: row.contact } : null
  const product = row.productId && row.product !== null ? { id: row.productId, name: row.product } : null
  const asset = row.assetId && row.serial !== null ? { id: row.assetId, serial: row.serial } : null
  return { ...row, contact, product, asset }
}
