import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { ColumnsSkeleton } from '../../../ui/States.tsx'
import { typesQuery } from '../../people/queries.ts'
import styles from './Board.module.css'
import { Column } from './BoardColumn.tsx'
import { type BoardColumn, columnsOf, riskColumns } from './boardColumns.ts'
import type { Way } from './moves.ts'
import { useMoves } from './useMoves.tsx'
import type { OpenView } from './useView.ts'

/** Columns by stage of one type, or by status; a card is moved by mouse, by key or from its menu, always through its gate. */
export function Board({ view }: { view: OpenView }) {
  const types = useQuery(typesQuery)
  const columns = useMemo(
    () => (view.byRisk ? riskColumns(view.filter) : columnsOf(view.filter, types.data?.items ?? [])),
    [view.byRisk, view.filter, types.data],
  )
  const moves = useMoves(columns)
  const board = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  const aim = columns.findIndex(({ key }) => key === moves.lifted?.aim)
  const aimed = columns[aim]

  const walk = (key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight') => {
    const card = document.activeElement?.closest<HTMLElement>('[data-card]')
    const next = card ? neighbourOf(card, key) : board.current?.querySelector<HTMLElement>('[data-card]')
    next?.querySelector<HTMLElement>('a')?.focus()
    next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  useHotkeys([
    ['j', () => walk('ArrowDown')],
    ['k', () => walk('ArrowUp')],
    ['z', () => void moves.undo()],
  ])

  const put = async (column: BoardColumn) => {
    const id = moves.lifted?.row.id
    await moves.drop(column)
    // The card is drawn anew in its column; the focus goes with it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus()),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-card]')
    if (!card || !(event.target instanceof HTMLAnchorElement)) return
    if (key === 'Escape' && moves.lifted) moves.release()
    else if ((key === ' ' || key === 'Enter') && aimed) void put(aimed)
    else if ((key === 'ArrowLeft' || key === 'ArrowRight') && aimed) {
      const to = Math.max(0, Math.min(columns.length - 1, aim + (key === 'ArrowRight' ? 1 : -1)))
      moves.aimAt(columns[to]!.key)
      board.current?.children[to]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    } else if (key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight') {
      walk(key)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  useEffect(() => openAtFirstCards(board.current), [types.isPending, columns])
  if (types.isPending) return <ColumnsSkeleton label="Loading the board" />
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards within */}
      <div
        className={styles.board}
        ref={board}
        style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(${phone ? '78vw' : '196px'}, 1fr))` }}
        onKeyDown={onKeyDown}
      >
        {columns.map((column) => (
          <Column key={column.key} column={column} columns={columns} moves={moves} aimed={column === aimed} />
        ))}
      </div>
      <p className={styles.said} role="status">
        {moves.lifted && saidOf(moves.lifted.row.number, aimed, aimed ? moves.wayOf(aimed) : null)}
      </p>
    </>
  )
}

/** A board that is wider than its window begins with the first column that has cards, once the columns before it are read. */
function openAtFirstCards(board: HTMLElement | null): (() => void) | undefined {
  if (!board) return undefined
  const look = () => {
    for (const column of board.children) {
      if (column.querySelector('[role="status"]')) return
      if (!column.querySelector('[data-card]')) continue
      if (column.getBoundingClientRect().right > board.getBoundingClientRect().right)
        column.scrollIntoView({ inline: 'start', block: 'nearest' })
      break
    }
    changes.disconnect()
  }
  const changes = new MutationObserver(look)
  changes.observe(board, { childList: true, subtree: true })
  look()
  return () => changes.disconnect()
}

function saidOf(number: string, aimed: BoardColumn | undefined, way: Way | null): string {
  if (!aimed) return `${number} is lifted.`
  const keys = 'Left and right choose a column, Enter drops, Escape leaves it.'
  if (!way) return `${number} is lifted over ${aimed.title}. ${keys}`
  const what = {
    move: 'Enter drops it here.',
    resolve: 'Enter opens the closing sheet.',
    stay: `It stands here. ${keys}`,
    closed: `Closed: ${way.kind === 'closed' ? way.because : ''}.`,
  }[way.kind]
  return `${number} over ${aimed.title}. ${what}`
}

/** The card above or below, or in the next column that has one, at the same height. */
function neighbourOf(card: HTMLElement, key: string): Element | null | undefined {
  const of = (section: Element | null | undefined) => [...(section?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
  const section = card.closest('section')
  const here = of(section)
  if (key === 'ArrowUp' || key === 'ArrowDown') return here[here.indexOf(card) + (key === 'ArrowDown' ? 1 : -1)]
  const step = key === 'ArrowRight' ? 'nextElementSibling' : 'previousElementSibling'
  for (let beside = section?.[step]; beside; beside = beside[step]) {
    const cards = of(beside)
    if (cards.length > 0) return cards[Math.min(here.indexOf(card), cards.length - 1)]
  }
  return null
}
