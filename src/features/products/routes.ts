import type { Handlers } from '../../platform/http/implement.ts'
import {
  changeAsset,
  changeProduct,
  createAsset,
  createProduct,
  getAsset,
  listAssets,
  listProducts,
} from './actions.ts'
import type { productsContract } from './contract.ts'

export const productsRoutes: Handlers<typeof productsContract> = {
  listProducts: (ctx, { query }) => listProducts(ctx, query),
  createProduct: (ctx, { body }) => createProduct(ctx, body),
  changeProduct: (ctx, { params, body }) => changeProduct(ctx, params.id, body),
  listAssets: (ctx, { query }) => listAssets(ctx, query),
  getAsset: (ctx, { params }) => getAsset(ctx, params.id),
  createAsset: (ctx, { body }) => createAsset(ctx, body),
  changeAsset: (ctx, { params, body }) => changeAsset(ctx, params.id, body),
}
