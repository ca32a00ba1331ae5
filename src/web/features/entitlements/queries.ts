import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export type ContractState = 'current' | 'ended' | 'all'

export const contractsQuery = ({ q, state }: { q: string; state: ContractState }) =>
  infiniteQueryOptions({
    queryKey: ['contracts', { q, state }],
    queryFn: ({ pageParam }) =>
      api.entitlements.listContracts({
        query: { state, limit: 50, ...(q && { q }), ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export const contractsOf = (account: string) =>
  queryOptions({
    queryKey: ['contracts', 'of', account],
    queryFn: () => api.entitlements.listContracts({ query: { account, state: 'all', limit: 200 } }),
  })

export const contractQuery = (id: string) =>
  queryOptions({ queryKey: ['contract', id], queryFn: () => api.entitlements.getContract({ params: { id } }) })

export const ledgerQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['contract', id, 'ledger'],
    queryFn: ({ pageParam }) =>
      api.entitlements.listContractLedger({
        params: { id },
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export const coverageQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'coverage'],
    queryFn: () => api.entitlements.caseCoverage({ params: { id: number } }),
  })
