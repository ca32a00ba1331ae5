import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export type AccountOrder = 'name' | 'value' | 'renewal' | 'open'

export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['account', id], queryFn: () => api.customers.getAccount({ params: { id } }) })

export const accountsQuery = ({ q, sort }: { q: string; sort: AccountOrder }) =>
  infiniteQueryOptions({
    queryKey: ['accounts', { q, sort }],
    queryFn: ({ pageParam }) =>
      api.customers.listAccounts({
        query: { sort, limit: 50, ...(q && { q }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contact', id], queryFn: () => api.customers.getContact({ params: { id } }) })

export const contactsMatching = (q: string) =>
  queryOptions({
    queryKey: ['contacts', 'matching', q],
    queryFn: () => api.customers.listContacts({ query: { q, limit: 8 } }),
  })

export const accountsMatching = (q: string) =>
  queryOptions({
    queryKey: ['accounts', 'matching', q],
    queryFn: () => api.customers.listAccounts({ query: { sort: 'name', limit: 8, ...(q && { q }) } }),
  })

const unsolved = 'new,open,pending,on_hold'
type Whose = { account: string } | { contact: string }

export const openCasesOf = (filter: Whose) =>
  queryOptions({
    queryKey: ['cases', 'open of', filter],
    queryFn: () => api.cases.listCases({ query: { ...filter, status: unsolved, sort: 'due', limit: 20 } }),
  })

export const casesOf = (filter: Whose, which: 'open' | 'all') =>
  infiniteQueryOptions({
    queryKey: ['cases', 'of', filter, which],
    queryFn: ({ pageParam }) =>
      api.cases.listCases({
        query: {
          ...filter,
          ...(which === 'open' && { status: unsolved }),
          sort: which === 'open' ? 'due' : '-created',
          limit: 50,
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
