import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () => api.calendars.listCalendars({}),
})

/** What counts by a calendar; under `calendars`, so that a change of settings reads it anew. */
export const usageQuery = (id: string) =>
  queryOptions({
    queryKey: ['calendars', id, 'usage'],
    queryFn: () => api.calendars.calendarUsage({ params: { id } }),
  })
