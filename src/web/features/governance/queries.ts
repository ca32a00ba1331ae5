import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const governanceQuery = queryOptions({
  queryKey: ['governance', 'now'],
  queryFn: () => api.governance.getGovernance({}),
})

export const historyDays = 30
export const historyQuery = queryOptions({
  queryKey: ['governance', 'history'],
  queryFn: () => api.governance.governanceHistory({ query: { days: historyDays } }),
})

const pageSize = 50
const pageAfter = (cursor: string) => ({ limit: pageSize, ...(cursor && { cursor }) })

export const mendedQuery = infiniteQueryOptions({
  queryKey: ['governance', 'mended'],
  queryFn: ({ pageParam }) => api.governance.mendedViolations({ query: pageAfter(pageParam) }),
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor,
})

/** Of one person, or of everybody; since a day, or of all time. */
export const overridesQuery = (personId: string, since: string) =>
  infiniteQueryOptions({
    queryKey: ['governance', 'overrides', personId, since],
    queryFn: ({ pageParam }) =>
      api.governance.listOverrides({
        query: { ...pageAfter(pageParam), ...(personId && { personId }), ...(since && { since }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
