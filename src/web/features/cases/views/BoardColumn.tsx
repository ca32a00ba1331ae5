import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { ErrorState, RowsSkeleton } from '../../../ui/States.tsx'
import { useDropTarget } from '../../../ui/useDropTarget.ts'
import styles from './Board.module.css'
import { BoardCard } from './BoardCard.tsx'
import type { BoardColumn } from './boardColumns.ts'
import { casesQuery, countQuery } from './queries.ts'
import type { Moves } from './useMoves.tsx'

const usualHeight = 82
const ahead = 40

interface Props {
  column: BoardColumn
  columns: BoardColumn[]
  moves: Moves
  /** Chosen by key as where the lifted card goes. */
  aimed: boolean
}

/** One column: its cards, and while one is lifted what dropping it here would do. */
export function Column({ column, columns, moves, aimed }: Props) {
  const { over, target } = useDropTarget(moves.lifted !== null, () => void moves.drop(column))
  const total = useQuery({ ...countQuery(column.filter ?? {}), enabled: column.filter !== null }).data
  const way = moves.lifted ? moves.wayOf(column) : null
  return (
    <section
      className={styles.column}
      aria-label={`${column.title}${total === undefined ? '' : `, ${total}`}`}
      data-way={way?.kind}
      data-over={over || aimed || undefined}
      {...target}
    >
      <header>
        <h2>
          <span title={column.title}>{column.title}</span>
          {total !== undefined && <span className="num">{total.toLocaleString('en-GB')}</span>}
        </h2>
        <small title={hintOf(column, way)}>{hintOf(column, way)}</small>
      </header>
      {column.filter ? (
        <Cards column={column} columns={columns} moves={moves} />
      ) : (
        <p className={styles.away}>The filter leaves these out. A case can be put here.</p>
      )}
    </section>
  )
}

function hintOf(column: BoardColumn, way: ReturnType<Moves['wayOf']>): string {
  if (!way) return column.hint
  if (way.kind === 'closed') return `Closed: ${way.because}`
  if (way.kind === 'resolve') return 'Opens the closing sheet'
  return way.kind === 'stay' ? 'It stands here' : 'Drop it here'
}

function Cards({ column, columns, moves }: Omit<Props, 'aimed'>) {
  const list = useInfiniteQuery({ ...casesQuery(column.filter ?? {}), placeholderData: keepPreviousData })
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items).filter(column.holds) ?? [], [data, column])
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    getItemKey: (i) => rows[i]?.id ?? i,
    estimateSize: () => usualHeight,
    overscan: 8,
    onChange: ({ range }) => {
      if (range && range.endIndex > rows.length - ahead && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
  })
  if (error && !data) {
    return (
      <ErrorState title="This column could not be read" onRetry={() => void refetch()}>
        The server did not answer.
      </ErrorState>
    )
  }
  if (!data) return <RowsSkeleton label={`Loading ${column.title}`} rows={3} />
  return (
    <div className={styles.cards} ref={scroll}>
      {rows.length === 0 && <p className={styles.away}>Nothing here.</p>}
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!
          return (
            <li
              key={row.id}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
            >
              <BoardCard row={row} column={column} columns={columns} moves={moves} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
