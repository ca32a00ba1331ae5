import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { type CaseRecord, findSubject } from '../store/read.ts'

interface About {
  product_id: string | null
  asset_id: string | null
}
interface Asked {
  productId?: string | null | undefined
  assetId?: string | null | undefined
}
const nothing: About = { product_id: null, asset_id: null }

/**
 * What a case is about. An asset is one of the account's, and brings its product along. What is no longer offered or in
 * use stays where it was chosen before, and is not chosen anew; an asset in use may be of a product not offered any more.
 */
export async function whatAbout(
  ctx: Context,
  { productId = null, assetId = null, followUpOfId }: Asked & { followUpOfId?: string },
  accountId: string | null,
  before: About = nothing,
): Promise<About> {
  if (productId === null && assetId === null) return nothing
  if (followUpOfId) return whatGoesAlong(ctx, { product_id: productId, asset_id: assetId }, accountId)
  const found = await findSubject(ctx.db, productId, assetId)
  if (!found)
    throw new Refusal('not_found', assetId ? { what: 'asset', id: assetId } : { what: 'product', id: productId })
  if (found.assetId !== null && found.accountId !== accountId) throw malformed('assetId', 'an asset of another account')
  if (found.assetId !== null && productId !== null && productId !== found.productId)
    throw malformed('productId', 'another product than that of the asset')
  if (found.assetId !== null && found.assetId !== before.asset_id && !found.inUse)
    throw malformed('assetId', `${found.name}, ${found.serial} is no longer in use`)
  if (found.assetId === null && found.productId !== before.product_id && !found.offered)
    throw malformed('productId', `${found.name} is not offered any more`)
  return { product_id: found.productId, asset_id: found.assetId }
}

/**
 * What a change leaves the case to be about; empty where it says nothing of that. A case that goes to another account
 * leaves the asset of the first one behind, and so does one that is about another product.
 */
export async function whatElse(
  ctx: Context,
  { productId, assetId, accountId }: Asked & { accountId?: string | null | undefined },
  before: CaseRecord,
): Promise<Partial<About>> {
  const account = accountId === undefined ? before.account_id : accountId
  const moves = account !== before.account_id
  if (productId === undefined && assetId === undefined)
    return moves && before.asset_id !== null ? { asset_id: null } : {}
  const kept = moves || (productId !== undefined && productId !== before.product_id) ? null : before.asset_id
  const asset = assetId === undefined ? kept : assetId
  const product = asset !== null && asset !== kept ? productId : productId === undefined ? before.product_id : productId
  return whatAbout(ctx, { productId: product, assetId: asset }, account, before)
}

/** A follow-up is never refused: it is about what the case before was, without an asset of another account than its own. */
async function whatGoesAlong(ctx: Context, before: About, accountId: string | null): Promise<About> {
  const found = before.asset_id && (await findSubject(ctx.db, null, before.asset_id))
  return found && found.accountId !== accountId ? { ...before, asset_id: null } : before
}

const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
