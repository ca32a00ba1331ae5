import { ActionIcon, Menu } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import { EscalationMark } from '../../../ui/EscalationMark.tsx'
import { Go } from '../../../ui/Go.tsx'
import { IconDots } from '../../../ui/icons.ts'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { CaseDue } from '../CaseDue.tsx'
import styles from './Board.module.css'
import type { BoardColumn } from './boardColumns.ts'
import { Owner } from './cells.tsx'
import type { Way } from './moves.ts'
import type { Moves } from './useMoves.tsx'

interface Props {
  row: CaseRow
  column: BoardColumn
  columns: BoardColumn[]
  moves: Moves
}

/** A case on the board: dragged by mouse, lifted by space, or moved from its menu. */
export function BoardCard({ row, column, columns, moves }: Props) {
  const lift = (event: KeyboardEvent) => {
    if (event.key !== ' ' || moves.lifted) return
    event.preventDefault()
    event.stopPropagation()
    moves.lift(row, column.key)
  }
  return (
    <article
      className={styles.card}
      data-card={row.id}
      data-number={row.number}
      data-lifted={moves.lifted?.row.id === row.id || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.number)
        moves.lift(row)
      }}
      onDragEnd={moves.release}
    >
      <span className={styles.top}>
        <PriorityMark priority={row.priority} />
        <span>{row.number}</span>
        <EscalationMark level={row.escalationLevel} />
        <CaseDue row={row} />
      </span>
      <Go
        to={`/cases/${row.number}`}
        className={styles.subject}
        data-unread={row.unread || undefined}
        draggable={false}
        onKeyDown={lift}
      >
        {row.subject}
      </Go>
      {row.waitsBecause && (
        <span className={styles.waits} title={row.waitsBecause}>
          {row.waitsBecause}
        </span>
      )}
      <span className={styles.foot}>
        <span>{row.account?.name ?? row.contact?.name ?? ''}</span>
        <Owner row={row} />
        <MoveMenu row={row} column={column} columns={columns} moves={moves} />
      </span>
    </article>
  )
}

/** The same moves without dragging: every column, with what keeps the case from going there. */
function MoveMenu({ row, column, columns, moves }: Props) {
  const mine = moves.lifted?.row.id === row.id
  return (
    <Menu
      position="bottom-end"
      width={280}
      onOpen={() => moves.lift(row)}
      onClose={() => moves.release()}
      closeOnItemClick={false}
    >
      <Menu.Target>
        <ActionIcon size={24} className={styles.more!} aria-label={`Move ${row.number}`}>
          <IconDots size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to</Menu.Label>
        {columns
          .filter(({ key }) => key !== column.key)
          .map((to) => {
            const way = mine ? moves.wayOf(to) : null
            return (
              <Menu.Item key={to.key} onClick={() => void moves.drop(to, row)}>
                <span className={styles.choice} data-closed={way?.kind === 'closed' || undefined}>
                  {to.title}
                  {noteOf(way) && <small>{noteOf(way)}</small>}
                </span>
              </Menu.Item>
            )
          })}
      </Menu.Dropdown>
    </Menu>
  )
}

function noteOf(way: Way | null): string | null {
  if (way?.kind === 'closed') return `Closed: ${way.because}`
  return way?.kind === 'resolve' ? 'Opens the closing sheet' : null
}
