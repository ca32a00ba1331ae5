import type { Context } from '../../platform/context.ts'
import type { InputOf } from '../../platform/endpoint.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Asset, Product, productsContract } from './contract.ts'
import * as store from './store.ts'

type Asked<K extends keyof typeof productsContract> = InputOf<(typeof productsContract)[K]>

export async function listProducts(ctx: Context, query: Asked<'listProducts'>['query']) {
  ctx.require('customers.read')
  return store.listProducts(ctx.db, query)
}

export async function createProduct(ctx: Context, { name, code }: Asked<'createProduct'>['body']): Promise<Product> {
  ctx.require('settings.edit')
  const id = ctx.newId()
  if (!(await store.insertProduct(ctx.db, { id, name, code, created_at: ctx.now })))
    await refuseTaken(ctx, id, { name, code })
  await ctx.record({ name: 'product.created', content: { productId: id, product: name } })
  ctx.changed({ kind: 'settings', id })
  return theProduct(ctx, id)
}

export async function changeProduct(
  ctx: Context,
  id: string,
  { version, ...change }: Asked<'changeProduct'>['body'],
): Promise<Product> {
  ctx.require('settings.edit')
  const before = await theProduct(ctx, id)
  if (await store.productLike(ctx.db, change.name, change.code, id)) await refuseTaken(ctx, id, change)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  if (!(await store.updateProduct(ctx.db, id, version, given)))
    throw new Refusal('changed_meanwhile', { current: await theProduct(ctx, id) })
  await ctx.record({
    name: 'product.changed',
    content: { productId: id, product: before.name, changed: Object.keys(given) },
  })
  ctx.changed({ kind: 'settings', id })
  return theProduct(ctx, id)
}

export async function listAssets(ctx: Context, query: Asked<'listAssets'>['query']) {
  ctx.require('customers.read')
  return store.listAssets(ctx.db, query)
}

export async function getAsset(ctx: Context, id: string): Promise<Asset> {
  ctx.require('customers.read')
  return theAsset(ctx, id)
}

export async function createAsset(ctx: Context, asked: Asked<'createAsset'>['body']): Promise<Asset> {
  ctx.require('customers.edit')
  const { serial, productId, accountId, contactId, installedOn, warrantyUntil } = asked
  if (!(await store.accountIsThere(ctx.db, accountId)))
    throw new Refusal('not_found', { what: 'account', id: accountId })
  await requireSound(ctx, accountId, asked)
  const id = ctx.newId()
  const row = {
    id,
    serial,
    product_id: productId,
    account_id: accountId,
    contact_id: contactId,
    installed_on: installedOn,
    warranty_until: warrantyUntil,
    created_at: ctx.now,
  }
  if (!(await store.insertAsset(ctx.db, row))) throw await taken(ctx, accountId, serial, id)
  return tell(ctx, 'asset.created', await theAsset(ctx, id))
}

export async function changeAsset(
  ctx: Context,
  id: string,
  { version, productId, contactId, installedOn, warrantyUntil, serial, active }: Asked<'changeAsset'>['body'],
): Promise<Asset> {
  ctx.require('customers.edit')
  const before = await theAsset(ctx, id)
  const accountId = before.account.id
  await requireSound(ctx, accountId, {
    productId: productId === before.product.id ? undefined : productId,
    contactId: contactId === before.contact?.id ? undefined : contactId,
    installedOn: installedOn === undefined ? before.installedOn : installedOn,
    warrantyUntil: warrantyUntil === undefined ? before.warrantyUntil : warrantyUntil,
  })
  if (serial !== undefined && (await store.assetLike(ctx.db, accountId, serial, id)))
    throw await taken(ctx, accountId, serial, id)
  const change = {
    ...(serial !== undefined && { serial }),
    ...(active !== undefined && { active }),
    ...(productId !== undefined && { product_id: productId }),
    ...(contactId !== undefined && { contact_id: contactId }),
    ...(installedOn !== undefined && { installed_on: installedOn }),
    ...(warrantyUntil !== undefined && { warranty_until: warrantyUntil }),
  }
  if (!(await store.updateAsset(ctx.db, id, version, change)))
    throw new Refusal('changed_meanwhile', { current: await theAsset(ctx, id) })
  return tell(ctx, 'asset.changed', await theAsset(ctx, id))
}

/** What products and assets are called, for those who already decided that they may be named. */
export const namesOf = (ctx: Context, productIds: readonly string[], assetIds: readonly string[]) =>
  store.namesOf(ctx.db, productIds, assetIds)

/** Refuses products that are not there or offered any more, and assets that are not at the account or in use. */
export async function requireProductsAndAssets(
  ctx: Context,
  accountId: string,
  productIds: readonly string[],
  assetIds: readonly string[],
): Promise<void> {
  for (const id of productIds) {
    const { name, active } = await theProduct(ctx, id)
    if (!active) throw malformed('productIds', `${name} is not offered any more`)
  }
  for (const id of assetIds) {
    const { serial, product, account, active } = await theAsset(ctx, id)
    if (account.id !== accountId) throw malformed('assetIds', 'an asset of another account')
    if (!active) throw malformed('assetIds', `${product.name}, ${serial} is no longer in use`)
  }
}

interface Claimed {
  productId?: string | undefined
  contactId?: string | null | undefined
  installedOn: string | null
  warrantyUntil: string | null
}

async function requireSound(
  ctx: Context,
  accountId: string,
  { productId, contactId, installedOn, warrantyUntil }: Claimed,
): Promise<void> {
  const product = productId === undefined ? null : await theProduct(ctx, productId)
  if (product?.active === false) throw malformed('productId', `${product.name} is not offered any more`)
  if (contactId && !(await store.contactIsAt(ctx.db, contactId, accountId)))
    throw malformed('contactId', 'somebody of another account')
  if (installedOn !== null && warrantyUntil !== null && warrantyUntil < installedOn)
    throw malformed('warrantyUntil', 'ends before it was installed')
}

async function tell(ctx: Context, name: string, asset: Asset): Promise<Asset> {
  const { id: assetId, serial, product, account } = asset
  await ctx.record({ name, content: { assetId, serial, product: product.name, account: account.name } })
  ctx.changed({ kind: 'account', id: account.id })
  return asset
}

async function refuseTaken(
  ctx: Context,
  id: string,
  { name, code }: { name?: string | undefined; code?: string | null | undefined },
): Promise<never> {
  throw new Refusal('already_exists', { product: (await store.productLike(ctx.db, name, code, id))?.name ?? name })
}

async function taken(ctx: Context, accountId: string, serial: string, id: string): Promise<Refusal> {
  const other = await store.assetLike(ctx.db, accountId, serial, id)
  return new Refusal('already_exists', { field: 'serial', serial, assetId: other?.id })
}

async function theProduct(ctx: Context, id: string): Promise<Product> {
  const product = await store.findProduct(ctx.db, id)
  if (!product) throw new Refusal('not_found', { what: 'product', id })
  return product
}

async function theAsset(ctx: Context, id: string): Promise<Asset> {
  const asset = await store.findAsset(ctx.db, id)
  if (!asset) throw new Refusal('not_found', { what: 'asset', id })
  return asset
}

const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
