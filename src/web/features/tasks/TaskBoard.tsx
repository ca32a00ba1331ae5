import { ActionIcon, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TeamTask } from '../../../features/tasks/contract.ts'
import { whoseTask } from '../../../features/tasks/rules/whose.ts'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { Due } from '../../ui/Due.tsx'
import { Go } from '../../ui/Go.tsx'
import { IconDots } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { useDropTarget } from '../../ui/useDropTarget.ts'
import board from '../cases/views/Board.module.css'
import { teamsQuery } from '../people/queries.ts'
import styles from './taskBoard.module.css'
import { columnsOf, type TaskColumn } from './taskColumns.ts'
import { useGiveTask } from './useGiveTask.ts'

/** Whose turn it is: a column for what is free, and one for each colleague of my teams. */
export function TaskBoard({ tasks }: { tasks: TeamTask[] }) {
  const me = useMe()
  const teams = useQuery(teamsQuery).data?.items ?? []
  const mine = teams.filter(({ members }) => members.some(({ id }) => id === me.id))
  const columns = columnsOf(
    tasks,
    mine.flatMap(({ members }) => members),
    me.id,
  )
  const [lifted, setLifted] = useState<TeamTask | null>(null)
  const give = useGiveTask()
  const may = me.rights.includes('cases.work')
  const drop = (column: TaskColumn, task = lifted) => {
    setLifted(null)
    if (task && (whoseTask(task)?.id ?? null) !== column.personId) give.mutate({ task, ownerId: column.personId })
  }
  return (
    <div
      className={`${board.board} ${styles.board}`}
      style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(208px, 1fr))` }}
    >
      {columns.map((column) => (
        <Column key={column.personId ?? 'free'} column={column} lifted={lifted} onDrop={() => drop(column)}>
          {column.tasks.map((task) => (
            <Card
              key={task.id}
              task={task}
              columns={may ? columns : []}
              lifted={lifted?.id === task.id}
              onLift={may ? setLifted : null}
              onGive={(to) => drop(to, task)}
            />
          ))}
        </Column>
      ))}
    </div>
  )
}

interface ColumnProps {
  column: TaskColumn
  lifted: TeamTask | null
  onDrop: () => void
  children: React.ReactNode[]
}

function Column({ column, lifted, onDrop, children }: ColumnProps) {
  const { over, target } = useDropTarget(lifted !== null, onDrop)
  const here = lifted !== null && (whoseTask(lifted)?.id ?? null) === column.personId
  return (
    <section
      className={board.column}
      aria-label={`${column.title}, ${column.tasks.length}`}
      data-over={over || undefined}
      data-way={lifted && !here ? 'move' : undefined}
      {...target}
    >
      <header>
        <h2>
          <span title={column.title}>{column.title}</span>
          <span className="num">{column.tasks.length.toLocaleString('en-GB')}</span>
        </h2>
        <small>{lifted && !here ? 'Drop it here' : column.hint}</small>
      </header>
      {children.length > 0 ? children : <p className={board.away}>Nothing here.</p>}
    </section>
  )
}

interface CardProps {
  task: TeamTask
  columns: TaskColumn[]
  lifted: boolean
  onLift: ((task: TeamTask | null) => void) | null
  onGive: (to: TaskColumn) => void
}

function Card({ task, columns, lifted, onLift, onGive }: CardProps) {
  const now = useNow()
  const at = task.dueAt ?? task.case.dueAt
  return (
    <article
      className={board.card}
      data-lifted={lifted || undefined}
      draggable={onLift !== null}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', task.title)
        onLift?.(task)
      }}
      onDragEnd={() => onLift?.(null)}
    >
      <span className={board.top}>
        <PriorityMark priority={task.case.priority} />
        <span>{task.case.number}</span>
        <Due at={at} risk={at && new Date(at) < now ? 'overdue' : 'ok'} />
      </span>
      <Go to={`/cases/${task.case.number}`} className={board.subject} draggable={false}>
        {task.title}
      </Go>
      <span className={board.foot}>
        <span>{task.case.subject}</span>
        {columns.length > 0 && (
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <ActionIcon size={24} className={board.more!} aria-label={`Give ${task.title} of ${task.case.number}`}>
                <IconDots size={15} stroke={1.7} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Give to</Menu.Label>
              {columns
                .filter(({ personId }) => personId !== (whoseTask(task)?.id ?? null))
                .map((to) => (
                  <Menu.Item key={to.personId ?? 'free'} onClick={() => onGive(to)}>
                    {to.personId ? to.title : 'whoever takes it'}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </span>
    </article>
  )
}
