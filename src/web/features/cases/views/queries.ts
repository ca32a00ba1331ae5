import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import type { ViewFilter } from './filter.ts'
import { type CasePage, riskPage } from './riskGroups.ts'

const pageSize = 200

export const viewsQuery = queryOptions({ queryKey: ['views', 'list'], queryFn: () => api.cases.listViews({}) })

export const countQuery = (filter: ViewFilter) =>
  queryOptions({
    queryKey: ['views', 'count', filter],
    queryFn: async () => {
      const { sort: _, ...narrowing } = filter
      return (await api.cases.countCases({ query: narrowing })).count
    },
    placeholderData: keepPreviousData,
  })

export const risksQuery = (filter: ViewFilter) =>
  queryOptions({
    queryKey: ['views', 'risks', filter],
    queryFn: () => {
      const { sort: _, risk: __, ...narrowing } = filter
      return api.cases.countByRisk({ query: narrowing })
    },
    placeholderData: keepPreviousData,
  })

export const listKey = (filter: ViewFilter) => ['case-list', filter]

/** The cases of a filter, read page by page as one scrolls. */
export const casesQuery = (filter: ViewFilter) =>
  infiniteQueryOptions({
    queryKey: listKey(filter),
    queryFn: ({ pageParam }) => page(filter, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

/** The same with the most pressing first, in groups of due risk. */
export const casesByRiskQuery = (filter: ViewFilter) =>
  infiniteQueryOptions({
    queryKey: [...listKey(filter), 'by risk'],
    queryFn: ({ pageParam }) => riskPage(filter, pageParam, pageSize, page),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

const page = (filter: ViewFilter, cursor: string): Promise<CasePage> =>
  api.cases.listCases({ query: { ...filter, limit: pageSize, ...(cursor && { cursor }) } })

export const calendarKey = ['views', 'calendar']

/** What is due on each day of a stretch, by the reader's own days. */
export const dueDaysQuery = (filter: ViewFilter, stretch: { from: string; days: number }, perDay: number) =>
  queryOptions({
    queryKey: [...calendarKey, filter, stretch, perDay],
    queryFn: async () => {
      const { sort: _, ...narrowing } = filter
      const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
      return (await api.cases.calendar({ query: { ...narrowing, ...stretch, zone, perDay } })).days
    },
  })
