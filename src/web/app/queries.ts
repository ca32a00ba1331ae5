import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../../platform/client.ts'

const retries = 2

/** What was read stays fresh until the live stream says otherwise. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < retries && !(error instanceof ApiProblem && error.status < 500),
    },
  },
})
