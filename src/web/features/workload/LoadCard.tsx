import { ActionIcon, Checkbox, Menu } from '@mantine/core'
import type { CarriedCase } from '../../../features/workload/contract.ts'
import { EscalationMark } from '../../ui/EscalationMark.tsx'
import { Go } from '../../ui/Go.tsx'
import { IconDots } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { CaseDue } from '../cases/CaseDue.tsx'
import board from '../cases/views/Board.module.css'
import { consequence, type LoadColumn } from './columns.ts'
import styles from './workload.module.css'

interface Props {
  carried: CarriedCase
  columns: LoadColumn[]
  lifted: boolean
  picked: boolean
  /** Whether any is picked: then each shows its box. */
  picking: boolean
  onPick: (range: boolean) => void
  onLift: (carried: CarriedCase | null) => void
  onGive: (to: LoadColumn) => void
}

/** A case in somebody's column: dragged, or given from its menu, with what it would mean for each; picked for several at once. */
export function LoadCard({ carried, columns, lifted, picked, picking, onPick, onLift, onGive }: Props) {
  const { case: row, weight } = carried
  return (
    <article
      className={board.card}
      data-lifted={lifted || undefined}
      data-picked={picked || undefined}
      draggable
      onClickCapture={(event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return
        event.preventDefault()
        event.stopPropagation()
        onPick(event.shiftKey)
      }}
      onKeyDown={(event) => {
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey
        if (event.key.toLowerCase() !== 'x' || !plain) return
        event.preventDefault()
        event.stopPropagation()
        onPick(event.shiftKey)
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.number)
        onLift(carried)
      }}
      onDragEnd={() => onLift(null)}
    >
      <span className={board.top}>
        <span className={styles.pick} data-shown={picking || undefined}>
          <Checkbox
            size="xs"
            aria-label={`Pick ${row.number}`}
            checked={picked}
            onChange={(event) => onPick((event.nativeEvent as MouseEvent).shiftKey === true)}
          />
        </span>
        <PriorityMark priority={row.priority} />
        <span className={styles.number}>{row.number}</span>
        <EscalationMark level={row.escalationLevel} />
        <CaseDue row={row} />
      </span>
      <Go
        to={`/cases/${row.number}`}
        className={board.subject}
        data-row
        data-unread={row.unread || undefined}
        draggable={false}
      >
        {row.subject}
      </Go>
      <span className={board.foot}>
        <span>{[row.account?.name ?? row.contact?.name, row.stage.label].filter(Boolean).join(' · ')}</span>
        <span className="num">{weight}</span>
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <ActionIcon size={24} className={board.more!} aria-label={`Give ${row.number} to somebody`}>
              <IconDots size={15} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Give to</Menu.Label>
            {columns.map((to) => {
              const would = consequence(to, [carried])
              return (
                would?.allowed && (
                  <Menu.Item key={to.key} onClick={() => onGive(to)}>
                    <span className={board.choice}>
                      {to.title}
                      <small>{would.said}</small>
                    </span>
                  </Menu.Item>
                )
              )
            })}
          </Menu.Dropdown>
        </Menu>
      </span>
    </article>
  )
}
