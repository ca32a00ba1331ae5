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

/** What a new case is about. An asset is one of the account's, and brings its product along. */
export async function whatAbout(
  ctx: Context,
  { productId = null, assetId = null }: Asked,
  accountId: string | null,
): Promise<About> {
  if (productId === null && assetId === null) return { product_id: null, asset_id: null }
  const found = await findSubject(ctx.db, productId, assetId)
  if (!found)
    throw new Refusal('not_found', assetId ? { what: 'asset', id: assetId } : { what: 'product', id: productId })
  if (found.assetId !== null && found.accountId !== accountId) throw malformed('assetId', 'an asset of another account')
  if (found.assetId !== null && productId !== null && productId !== found.productId)
    throw malformed('productId', 'another product than that of the asset')
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
  return whatAbout(ctx, { productId: product, assetId: asset }, account)
}

const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
