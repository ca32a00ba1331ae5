import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () => api.calendars.listCalendars({}),
})

/** Asked for when a list is added; a list does not change while somebody looks. */
export const countriesQuery = queryOptions({
  queryKey: ['countries'],
  queryFn: () => api.calendars.listCountries({}),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What counts by a calendar; under `calendars`, so that a change of settings reads it anew. */
export const usageQuery = (id: string) =>
  queryOptions({
    queryKey: ['calendars', id, 'usage'],
    queryFn: () => api.calendars.calendarUsage({ params: { id } }),
  })
