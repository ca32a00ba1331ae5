import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () => api.calendars.listCalendars({}),
})
