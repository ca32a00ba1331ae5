import { type Insertable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/context.ts'
import { cursorOf, placeOf } from '../../platform/cursor.ts'
import { likePattern } from '../../platform/database.ts'
import type * as tables from '../../platform/tables.gen.ts'
import { updateAtVersion } from '../../platform/versions.ts'
import type { Asset, Product } from './contract.ts'

interface Listing {
  q?: string | undefined
  state: 'active' | 'all'
  limit: number
  cursor?: string | undefined
}
type AssetListing = Listing & {
  account?: string | undefined
  contact?: string | undefined
  product?: string | undefined
}

const Place = z.tuple([z.string(), z.uuid()])

export async function listProducts(db: Db, { q, state, limit, cursor }: Listing) {
  const place = placeOf(Place, cursor)
  const rows = await db
    .selectFrom('product')
    .selectAll()
    .select(sql<string>`lower(name)`.as('sortName'))
    .$if(state === 'active', (query) => query.where('active', '=', true))
    .$if(Boolean(q?.trim()), (query) => {
      const pattern = likePattern(q!.trim())
      return query.where((eb) => eb.or([eb(sql`lower(name)`, 'like', pattern), eb(sql`lower(code)`, 'like', pattern)]))
    })
    .$if(place !== null, (query) => query.where(sql<boolean>`(lower(name), id) > (${place![0]}, ${place![1]}::uuid)`))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(productOf),
    nextCursor: last ? cursorOf([last.sortName, last.id]) : null,
  }
}

export async function findProduct(db: Db, id: string): Promise<Product | undefined> {
  const row = await db.selectFrom('product').selectAll().where('id', '=', id).executeTakeFirst()
  return row && productOf(row)
}

/** What products and assets are called, by id. */
export async function namesOf(db: Db, productIds: readonly string[], assetIds: readonly string[]) {
  const names = new Map<string, string>()
  if (productIds.length + assetIds.length === 0) return names
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from product where id = any(${[...productIds]}::uuid[])
    union all
    select asset.id, product.name || ', ' || asset.serial from asset join product on product.id = asset.product_id
    where asset.id = any(${[...assetIds]}::uuid[])`.execute(db)
  for (const { id, name } of rows) names.set(id, name)
  return names
}

/** The product or asset that has this name, code or serial number already; undefined when it is free. */
export async function productLike(db: Db, name: string | undefined, code: string | null | undefined, except: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from product where id <> ${except}
      and (lower(name) = lower(${name ?? null}) or lower(code) = lower(${code ?? null})) limit 1`.execute(db)
  return rows[0]
}

export async function assetLike(db: Db, accountId: string, serial: string, except: string) {
  const { rows } = await sql<{ id: string }>`
    select id from asset where account_id = ${accountId} and lower(serial) = lower(${serial}) and id <> ${except}`.execute(
    db,
  )
  return rows[0]
}

/** False when name or code were taken in this moment. */
export async function insertProduct(db: Db, row: Insertable<tables.Product>): Promise<boolean> {
  const made = db
    .insertInto('product')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
  return (await made.returning('id').executeTakeFirst()) !== undefined
}

/** False when `version` is no longer the current one. */
export const updateProduct = (
  db: Db,
  id: string,
  version: number,
  change: Updateable<tables.Product>,
): Promise<boolean> => updateAtVersion(db, 'product', id, version, change)

export async function listAssets(db: Db, { q, state, account, contact, product, limit, cursor }: AssetListing) {
  const place = placeOf(Place, cursor)
  const rows = await assets(db)
    .select(sql<string>`lower(asset.serial)`.as('sortName'))
    .$if(state === 'active', (query) => query.where('asset.active', '=', true))
    .$if(account !== undefined, (query) => query.where('asset.account_id', '=', account!))
    .$if(contact !== undefined, (query) => query.where('asset.contact_id', '=', contact!))
    .$if(product !== undefined, (query) => query.where('asset.product_id', '=', product!))
    .$if(Boolean(q?.trim()), (query) => {
      const pattern = likePattern(q!.trim())
      return query.where((eb) =>
        eb.or([eb(sql`lower(asset.serial)`, 'like', pattern), eb(sql`lower(product.name)`, 'like', pattern)]),
      )
    })
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(lower(asset.serial), asset.id) > (${place![0]}, ${place![1]}::uuid)`),
    )
    .orderBy(sql`lower(asset.serial)`)
    .orderBy('asset.id')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(assetOf), nextCursor: last ? cursorOf([last.sortName, last.id]) : null }
}

export async function findAsset(db: Db, id: string): Promise<Asset | undefined> {
  const row = await assets(db).where('asset.id', '=', id).executeTakeFirst()
  return row && assetOf(row)
}

/** False when the serial number was taken at that account in this moment. */
export async function insertAsset(db: Db, row: Insertable<tables.Asset>): Promise<boolean> {
  const made = db
    .insertInto('asset')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
  return (await made.returning('id').executeTakeFirst()) !== undefined
}

/** False when `version` is no longer the current one. */
export const updateAsset = (db: Db, id: string, version: number, change: Updateable<tables.Asset>): Promise<boolean> =>
  updateAtVersion(db, 'asset', id, version, change)

export async function accountIsThere(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function contactIsAt(db: Db, id: string, accountId: string): Promise<boolean> {
  const found = db.selectFrom('contact').select('id').where('id', '=', id).where('account_id', '=', accountId)
  return (await found.executeTakeFirst()) !== undefined
}

function assets(db: Db) {
  return db
    .selectFrom('asset')
    .innerJoin('product', 'product.id', 'asset.product_id')
    .innerJoin('account', 'account.id', 'asset.account_id')
    .leftJoin('contact', 'contact.id', 'asset.contact_id')
    .selectAll('asset')
    .select(['product.name as product', 'account.name as account', 'contact.name as contact'])
}

const productOf = (row: {
  id: string
  name: string
  code: string | null
  active: boolean
  created_at: Date
  version: number
}): Product => ({
  id: row.id,
  name: row.name,
  code: row.code,
  active: row.active,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})

const assetOf = (row: Awaited<ReturnType<ReturnType<typeof assets>['execute']>>[number]): Asset => ({
  id: row.id,
  serial: row.serial,
  product: { id: row.product_id, name: row.product },
  account: { id: row.account_id, name: row.account },
  contact: row.contact_id && row.contact !== null ? { id: row.contact_id, name: row.contact } : null,
  installedOn: row.installed_on as string | null,
  warrantyUntil: row.warranty_until as string | null,
  active: row.active,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})
