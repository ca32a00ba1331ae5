import { useQuery } from '@tanstack/react-query'
import { useParams, useRouterState } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { SavedView } from '../../../../features/cases/contract/views.ts'
import { useSetQuery } from '../../../ui/address.ts'
import { type ColumnKey, columnsFrom, usualColumns } from './columns.ts'
import { addressOf, asksForRisk, filterIn, sameFilter, type ViewFilter } from './filter.ts'
import { viewsQuery } from './queries.ts'

const layouts = ['table', 'board', 'split', 'calendar'] as const
export type Layout = (typeof layouts)[number]

export const layoutNames: { value: Layout; label: string }[] = [
  { value: 'table', label: 'Table' },
  { value: 'board', label: 'Board' },
  { value: 'split', label: 'Split' },
  { value: 'calendar', label: 'Calendar' },
]

/** Puts a view into another layout; only beside a list a case stays open. */
export const layOut = (view: Pick<OpenView, 'setQuery'>, layout: string): void =>
  view.setQuery({ layout, ...(layout !== 'split' && { case: null }) })

export interface OpenView {
  /** The saved view that is open, where one is. */
  saved: SavedView | undefined
  filter: ViewFilter
  /** Whether the filter is no longer what was saved. */
  changed: boolean
  layout: Layout
  columns: ColumnKey[]
  grouped: boolean
  /** The board has a column for each due risk. */
  byRisk: boolean
  /** The table has a group for each. */
  groupedByRisk: boolean
  open: string | null
  setFilter: (changes: ViewFilter) => void
  setQuery: (changes: Record<string, string | null>) => void
}

const nothingSaved: ViewFilter = { status: 'unresolved', sort: 'due' }

/** What the address says is looked at: a saved view, a filter, or a saved view with another filter over it. */
export function useView(): { view: OpenView; views: ReturnType<typeof useViews> } {
  const views = useViews()
  const { view: id } = useParams({ strict: false }) as { view?: string }
  const search = useRouterState({ select: (s) => s.location.searchStr })
  const setQuery = useSetQuery()
  const filterText = JSON.stringify(filterIn(search))

  const inAddress = useMemo(() => JSON.parse(filterText) as ViewFilter | null, [filterText])
  const items = views.data?.items
  const saved = id ? items?.find((view) => view.id === id) : inAddress ? undefined : items?.[0]
  const filter = inAddress ?? saved?.filter ?? nothingSaved
  const setFilter = useCallback(
    (changes: ViewFilter) => setQuery({ ...addressOf({ ...filter, ...changes }), case: null }),
    [filter, setQuery],
  )
  const query = new URLSearchParams(search)
  const kept = (saved?.layout ?? {}) as { layout?: Layout; columns?: string; group?: string }
  const group = query.get('group') ?? kept.group
  return {
    views,
    view: {
      saved,
      filter,
      changed: saved !== undefined && inAddress !== null && !sameFilter(inAddress, saved.filter),
      layout: layouts.find((layout) => layout === (query.get('layout') ?? kept.layout)) ?? 'table',
      columns: columnsFrom(query.get('columns') ?? kept.columns) ?? usualColumns,
      grouped: group !== 'none',
      byRisk: group === 'risk',
      groupedByRisk: (group ?? (asksForRisk(filter) ? 'risk' : 'on')) === 'risk',
      open: query.get('case'),
      setFilter,
      setQuery,
    },
  }
}

const useViews = () => useQuery(viewsQuery)
