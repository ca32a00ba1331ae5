import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../../platform/client.ts'

const retries = 2

/** What went out of sight since it was read is not shown any longer. */
const queryCache = new QueryCache({
  onError: (error, query) => {
    const gone = error instanceof ApiProblem && (error.status === 404 || error.status === 403)
    if (gone && query.state.data !== undefined) query.setState({ data: undefined })
  },
})

/** What was read stays fresh until the live stream says otherwise. */
export const queries = new QueryClient({
  queryCache,
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < retries && !(error instanceof ApiProblem && error.status < 500),
    },
  },
})

/**
 * What changed while something was read for the first time may be missing in the answer, and invalidating asks nothing
 * anew that has no answer yet (TanStack Query, `Query.fetch`): such a query is asked again once it has one.
 */
const overtaken = new WeakSet<object>()
queryCache.subscribe((event) => {
  if (event.type !== 'updated') return
  const { query, action } = event
  if (action.type === 'invalidate' && query.state.fetchStatus === 'fetching' && query.state.data === undefined)
    overtaken.add(query)
  if (action.type === 'success' && overtaken.delete(query))
    void queries.invalidateQueries({ queryKey: query.queryKey, exact: true })
})
