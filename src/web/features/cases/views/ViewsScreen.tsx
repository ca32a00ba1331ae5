import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { ApiProblem } from '../../../../platform/client.ts'
import { serverNow } from '../../../ui/clock.ts'
import { ColumnsSkeleton, Empty, ErrorState, LinesSkeleton } from '../../../ui/States.tsx'
import { BulkBar } from './BulkBar.tsx'
import { CaseTable } from './CaseTable.tsx'
import { entriesOf } from './entries.ts'
import { FilterBar } from './FilterBar.tsx'
import { casesByRiskQuery, casesQuery, countQuery } from './queries.ts'
import { useBulk } from './useBulk.ts'
import { usePicked } from './usePicked.ts'
import { type OpenView, useView } from './useView.ts'
import { ViewHead } from './ViewHead.tsx'
import { ViewList } from './ViewList.tsx'
import styles from './ViewsScreen.module.css'

const Board = lazy(() => import('./Board.tsx').then((m) => ({ default: m.Board })))
const DueCalendar = lazy(() => import('./DueCalendar.tsx').then((m) => ({ default: m.DueCalendar })))
const RiskStrip = lazy(() => import('./RiskStrip.tsx').then((m) => ({ default: m.RiskStrip })))
const SplitView = lazy(() => import('./SplitView.tsx').then((m) => ({ default: m.SplitView })))

/** Saved filters over all cases: as a table, a board, a list beside the open case, or a calendar of what is due. */
export function ViewsScreen() {
  const { view, views } = useView()
  const phone = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  const split = view.layout === 'split'
  const caseAlone = split && phone && view.open
  return (
    <div className={styles.screen}>
      {!phone && !(split && view.open) && <ViewList views={views} view={view} />}
      <section className={styles.view} aria-label="Cases">
        {!caseAlone && (
          <>
            <ViewHead view={view} views={views.data?.items ?? []} phone={phone} />
            <FilterBar view={view} phone={phone} />
            <Suspense fallback={null}>
              <RiskStrip view={view} />
            </Suspense>
          </>
        )}
        {views.isPending ? (
          <Waiting layout={view.layout} />
        ) : view.layout === 'board' || view.layout === 'calendar' ? (
          <Suspense fallback={<Waiting layout={view.layout} />}>
            {view.layout === 'board' ? (
              <Board key={JSON.stringify(view.filter)} view={view} />
            ) : (
              <DueCalendar view={view} />
            )}
          </Suspense>
        ) : (
          <Cases key={JSON.stringify(view.filter)} view={view} />
        )}
      </section>
    </div>
  )
}

function Cases({ view }: { view: OpenView }) {
  const { filter, grouped, groupedByRisk } = view
  const sort = filter.sort ?? '-updated'
  const byRisk = useInfiniteQuery({ ...casesByRiskQuery(filter), enabled: groupedByRisk })
  const plain = useInfiniteQuery({
    ...casesQuery(filter),
    placeholderData: keepPreviousData,
    enabled: !groupedByRisk,
  })
  const list = groupedByRisk ? byRisk : plain
  const total = useQuery(countQuery(filter)).data
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list
  const pages = data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages])
  const entries = useMemo(() => entriesOf(pages ?? [], sort, grouped, serverNow()), [pages, sort, grouped])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const picked = usePicked(rows)
  const bulk = useBulk()
  useHotkeys([['z', () => void bulk.undo()]])

  if (error && !data) {
    const refused = error instanceof ApiProblem && error.status < 500
    return (
      <ErrorState
        title={refused ? 'This filter cannot be read' : 'The cases could not be read'}
        onRetry={refused ? undefined : () => void refetch()}
      >
        {refused ? error.message : 'The server did not answer. The filter stands in the address and is kept.'}
      </ErrorState>
    )
  }
  if (!data) return <Waiting layout={view.layout} />
  if (rows.length === 0) return <NoCases view={view} />
  const shown = { view, entries, rows, total: total ?? rows.length, more, picked }
  return (
    <>
      {view.layout === 'split' ? (
        <Suspense fallback={null}>
          <SplitView {...shown} />
        </Suspense>
      ) : (
        <CaseTable {...shown} />
      )}
      <BulkBar picked={picked} bulk={bulk} />
    </>
  )
}

function Waiting({ layout }: { layout: OpenView['layout'] }) {
  if (layout === 'board') return <ColumnsSkeleton label="Loading cases" />
  return (
    <div className={styles.waiting}>
      <LinesSkeleton label="Loading cases" lines={16} />
    </div>
  )
}

function NoCases({ view }: { view: OpenView }) {
  if (view.saved && !view.changed) {
    return (
      <Empty title={`Nothing in ${view.saved.name}`}>
        Cases appear here by themselves as soon as they match, without reloading.
      </Empty>
    )
  }
  return (
    <Empty title="No case matches this filter">
      Take a part of the filter away, or add another value to it. Cases you may not see are not counted.
    </Empty>
  )
}
