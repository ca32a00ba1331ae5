import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** What is found for a text; while the next answer is on its way the last one stays. */
export const searchQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: ['search', q, limit],
    queryFn: () => api.search.search({ query: { q, limit } }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  })
