import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Something that a value of a form can name. */
export interface Named {
  id: string
  name: string
  kind: 'person' | 'account' | 'product' | 'file'
  /** Whose it is: the account of an asset, the case of a file. */
  accountId: string | null
  caseId: string | null
  /** Whether it can be chosen anew. */
  offered: boolean
}

/** What these ids name among people, accounts, products with their assets, and files of cases. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Named[]> {
  const asked = sql`any(${[...ids]}::uuid[])`
  const nobody = sql`null::uuid as "accountId", null::uuid as "caseId"`
  const { rows } = await sql<Named>`
    select id, name, 'person' as kind, ${nobody}, true as offered from person where id = ${asked}
    union all
    select id, name, 'account', ${nobody}, true from account where id = ${asked}
    union all
    select id, name, 'product', ${nobody}, active from product where id = ${asked}
    union all
    select asset.id, product.name || ', ' || asset.serial, 'product', asset.account_id, null, asset.active
    from asset join product on product.id = asset.product_id where asset.id = ${asked}
    union all
    select id, name, 'file', null, case_id, true from attachment where id = ${asked}`.execute(db)
  return rows
}
