import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Named, Paging, PlainDate, page, Text, Version } from '../../platform/shapes.ts'

export const Product = z.object({
  id: Id,
  name: z.string(),
  /** As it stands in price lists and on plates. */
  code: z.string().nullable(),
  /** One that is not offered any more stays on the cases and contracts that name it. */
  active: z.boolean(),
  createdAt: InstantOut,
  version: Version,
})
export type Product = z.infer<typeof Product>

/** One piece of a product, at an account. */
export const Asset = z.object({
  id: Id,
  serial: z.string(),
  product: Named,
  account: Named,
  contact: Named.nullable(),
  installedOn: PlainDate.nullable(),
  /** The last day of its warranty. */
  warrantyUntil: PlainDate.nullable(),
  /** False once it is scrapped or gone. */
  active: z.boolean(),
  createdAt: InstantOut,
  version: Version,
})
export type Asset = z.infer<typeof Asset>

const ProductFields = { name: Text(120), code: Text(60).nullable(), active: z.boolean() }
const NewProduct = z.strictObject({ name: ProductFields.name, code: ProductFields.code.default(null) })
const AssetFields = {
  serial: Text(120),
  productId: Id,
  contactId: Id.nullable(),
  installedOn: PlainDate.nullable(),
  warrantyUntil: PlainDate.nullable(),
  active: z.boolean(),
}
const NewAsset = z.strictObject({
  serial: AssetFields.serial,
  productId: AssetFields.productId,
  accountId: Id,
  contactId: AssetFields.contactId.default(null),
  installedOn: AssetFields.installedOn.default(null),
  warrantyUntil: AssetFields.warrantyUntil.default(null),
})
export type NewAsset = z.output<typeof NewAsset>
const byId = z.object({ id: Id })
const State = z.enum(['active', 'all']).default('active')

export const productsContract = {
  listProducts: endpoint({
    method: 'GET',
    path: '/products',
    summary: 'Products by name; `q` is found in name and code.',
    query: Paging.extend({ q: z.string().max(200).optional(), state: State }).strict(),
    response: page(Product),
  }),
  createProduct: endpoint({
    method: 'POST',
    path: '/products',
    summary: 'Makes a product that cases can be about and contracts can cover.',
    body: NewProduct,
    response: Product,
  }),
  changeProduct: endpoint({
    method: 'PATCH',
    path: '/products/:id',
    summary: 'Changes a product, or says that it is not offered any more.',
    params: byId,
    body: z.strictObject(ProductFields).partial().extend({ version: Version }),
    response: Product,
  }),
  listAssets: endpoint({
    method: 'GET',
    path: '/assets',
    summary: 'Assets by serial number, of an account, a contact or a product.',
    query: Paging.extend({
      q: z.string().max(200).optional(),
      account: Id.optional(),
      contact: Id.optional(),
      product: Id.optional(),
      state: State,
    }).strict(),
    response: page(Asset),
  }),
  getAsset: endpoint({
    method: 'GET',
    path: '/assets/:id',
    summary: 'One asset: whose it is, what it is, and until when it is under warranty.',
    params: byId,
    response: Asset,
  }),
  createAsset: endpoint({
    method: 'POST',
    path: '/assets',
    summary: 'Writes down an asset of an account; a serial number stands once per account.',
    body: NewAsset,
    response: Asset,
  }),
  changeAsset: endpoint({
    method: 'PATCH',
    path: '/assets/:id',
    summary: 'Changes an asset; it stays with its account.',
    params: byId,
    body: z.strictObject(AssetFields).partial().extend({ version: Version }),
    response: Asset,
  }),
}
