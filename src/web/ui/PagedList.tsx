import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { More } from './More.tsx'
import { ErrorState, LinesSkeleton } from './States.tsx'

interface Props<T> {
  /** “accounts”, “contracts”: what the list is of. */
  what: string
  list: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>
  /** Shown where there is nothing. */
  empty: ReactNode
  children: (rows: T[]) => ReactNode
}

/** A list that reads on page by page, in each of its states. */
export function PagedList<T>({ what, list, empty, children }: Props<T>) {
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isError && rows.length === 0) {
    return (
      <ErrorState title={`The ${what} could not be read`} onRetry={() => void list.refetch()}>
        {list.error.message} Nothing was changed.
      </ErrorState>
    )
  }
  if (list.isPending) return <LinesSkeleton label={`Loading the ${what}`} />
  if (rows.length === 0) return empty
  return (
    <>
      {children(rows)}
      <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}
