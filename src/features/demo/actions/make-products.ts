import type { Context } from '../../../platform/context.ts'
import { accounts } from '../rules/company/accounts.ts'
import { assetsOf, products } from '../rules/company/products.ts'
import * as store from '../store/products.ts'

/** What Norrvik makes, by name, and what of it stands at each customer's, by name of the account. */
export async function makeProducts(
  ctx: Context,
  accountIds: ReadonlyMap<string, string>,
  now: Date,
): Promise<{ productIds: ReadonlyMap<string, string>; assetIds: ReadonlyMap<string, string[]> }> {
  const rows = products.map(([name, code]) => ({ id: ctx.newId(), name, code, created_at: ctx.now, demo: true }))
  const ids = await store.insertProducts(ctx.db, rows)
  const machines = accounts.flatMap((account) =>
    assetsOf(account, now).map((asset) => ({ ...asset, account: account.name, id: ctx.newId() })),
  )
  await store.insertAssets(
    ctx.db,
    machines.map(({ id, account, product, serial, installedOn, warrantyUntil }) => ({
      id,
      serial,
      product_id: ids.get(product)!,
      account_id: accountIds.get(account)!,
      installed_on: installedOn,
      warranty_until: warrantyUntil,
      created_at: ctx.now,
      demo: true,
    })),
  )
  const ofAccount = Map.groupBy(machines, ({ account }) => account)
  const assetIds = new Map([...ofAccount].map(([account, list]) => [account, list.map(({ id }) => id)]))
  return { productIds: ids, assetIds }
}
