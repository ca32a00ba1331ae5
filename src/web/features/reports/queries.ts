import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: () => api.reports.getHome({}),
  // time alone moves cases from one standing to another
  refetchInterval: 60_000,
})
