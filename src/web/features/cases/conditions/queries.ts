import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api.ts'

type Field = 'account' | 'product' | 'contract' | 'contact'

/** What a condition can name of what there may be thousands, found by what is typed. */
export const recordsMatching = (field: Field, q: string) =>
  queryOptions({
    queryKey: ['conditions', field, q],
    queryFn: () => finders[field]({ limit: 50, ...(q && { q }) }),
  })

const finders = {
  account: async (query: { limit: number; q?: string }) =>
    named((await api.customers.listAccounts({ query: { ...query, sort: 'name' } })).items),
  product: async (query: { limit: number; q?: string }) => named((await api.products.listProducts({ query })).items),
  contact: async (query: { limit: number; q?: string }) => named((await api.customers.listContacts({ query })).items),
  contract: async (query: { limit: number; q?: string }) =>
    (await api.entitlements.listContracts({ query })).items.map(({ id, number, account, terms }) => ({
      value: id,
      label: `${number} ${terms.name}, ${account.name}`,
    })),
}

const named = (list: readonly { id: string; name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, label: name }))

/** The first accounts and products by name: for most they are all. */
export const accountsByName = queryOptions({
  queryKey: ['accounts', 'by name'],
  queryFn: () => api.customers.listAccounts({ query: { sort: 'name', limit: 200 } }),
})
export const productsByName = queryOptions({
  queryKey: ['products', 'by name'],
  queryFn: () => api.products.listProducts({ query: { state: 'all', limit: 200 } }),
})
