import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['account', id], queryFn: () => api.customers.getAccount({ params: { id } }) })

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contact', id], queryFn: () => api.customers.getContact({ params: { id } }) })

const unsolved = 'new,open,pending,on_hold'

export const openCasesOf = (filter: { account: string } | { contact: string }) =>
  queryOptions({
    queryKey: ['cases', 'open of', filter],
    queryFn: () => api.cases.listCases({ query: { ...filter, status: unsolved, sort: 'due', limit: 20 } }),
  })
