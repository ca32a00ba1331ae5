import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { api } from '../../../api.ts'

type Pages = InfiniteData<{ items: CaseRow[]; nextCursor: string | null }>

/** Up to so many pages a list is read again whole; a longer one is mended row by row. */
const fewPages = 2

/** Lists of cases follow what changed, without reading thousands of rows again for one of them. */
export async function refreshLists(cache: QueryClient, changed: string[]): Promise<void> {
  const lists = cache.getQueryCache().findAll({ queryKey: ['case-list'] })
  for (const { queryKey, state } of lists) {
    const pages = (state.data as Pages | undefined)?.pages ?? []
    if (pages.length <= fewPages) {
      void cache.invalidateQueries({ queryKey, exact: true })
      continue
    }
    const shown = changed.filter((id) => pages.some(({ items }) => items.some((row) => row.id === id)))
    const fresh = await Promise.all(shown.map((id) => api.cases.getCase({ params: { id } }).catch(() => null)))
    const known = new Map(fresh.flatMap((row) => (row ? [[row.id, row as CaseRow] as const] : [])))
    cache.setQueryData<Pages>(queryKey, (now) => now && { ...now, pages: now.pages.map((page) => mended(page, known)) })
  }
}

function mended(page: Pages['pages'][number], known: Map<string, CaseRow>): Pages['pages'][number] {
  if (!page.items.some(({ id }) => known.has(id))) return page
  return { ...page, items: page.items.map((row) => known.get(row.id) ?? row) }
}
