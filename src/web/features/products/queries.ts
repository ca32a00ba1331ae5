import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

const pageSize = 200

/** Every product, those not offered any more too, read page by page. */
export const productsQuery = infiniteQueryOptions({
  queryKey: ['products', 'all'],
  queryFn: ({ pageParam }) =>
    api.products.listProducts({ query: { state: 'all', limit: pageSize, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
})

export const productsMatching = (q: string) =>
  queryOptions({
    queryKey: ['products', 'matching', q],
    queryFn: () => api.products.listProducts({ query: { limit: 20, ...(q && { q }) } }),
  })

/** Every asset of an account, those no longer in use too, read page by page. */
export const assetsOf = (account: string) =>
  infiniteQueryOptions({
    queryKey: ['assets', 'of', account],
    queryFn: ({ pageParam }) =>
      api.products.listAssets({
        query: { account, state: 'all', limit: pageSize, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const assetQuery = (id: string) =>
  queryOptions({ queryKey: ['assets', 'one', id], queryFn: () => api.products.getAsset({ params: { id } }) })

export const assetsMatching = (account: string, q: string, product = '') =>
  queryOptions({
    queryKey: ['assets', 'matching', account, q, product],
    queryFn: () =>
      api.products.listAssets({ query: { account, limit: 20, ...(q && { q }), ...(product && { product }) } }),
  })
