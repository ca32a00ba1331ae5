import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const productsQuery = (state: 'active' | 'all') =>
  queryOptions({
    queryKey: ['products', state],
    queryFn: () => api.products.listProducts({ query: { state, limit: 200 } }),
  })

export const productsMatching = (q: string) =>
  queryOptions({
    queryKey: ['products', 'matching', q],
    queryFn: () => api.products.listProducts({ query: { limit: 20, ...(q && { q }) } }),
  })

export const assetsOf = (account: string, state: 'active' | 'all' = 'active') =>
  queryOptions({
    queryKey: ['assets', 'of', account, state],
    queryFn: () => api.products.listAssets({ query: { account, state, limit: 200 } }),
  })

export const assetsMatching = (account: string, q: string) =>
  queryOptions({
    queryKey: ['assets', 'matching', account, q],
    queryFn: () => api.products.listAssets({ query: { account, limit: 20, ...(q && { q }) } }),
  })
