import type { Insertable } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Asset, Product } from '../../../platform/tables.gen.ts'

/** Ids by name; a product that real people have under this name or code already is used. */
export async function insertProducts(db: Db, rows: Insertable<Product>[]): Promise<Map<string, string>> {
  await db
    .insertInto('product')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const there = await db.selectFrom('product').select(['id', 'name', 'code']).execute()
  const same = (a: string | null | undefined, b: string | null | undefined) => a?.toLowerCase() === b?.toLowerCase()
  return new Map(
    rows.map(({ name, code }) => [name, there.find((each) => same(each.name, name) || same(each.code, code))!.id]),
  )
}

export async function insertAssets(db: Db, rows: Insertable<Asset>[]): Promise<void> {
  await db.insertInto('asset').values(rows).execute()
}
