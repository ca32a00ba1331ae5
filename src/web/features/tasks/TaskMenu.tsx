import { ActionIcon } from '@mantine/core'
import { lazy } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { IconDots } from '../../ui/icons.ts'
import { LaterMenu } from '../../ui/LaterMenu.tsx'
import styles from '../cases/Plan.module.css'

const TaskActs = lazy(() => import('./TaskActs.tsx').then((m) => ({ default: m.TaskActs })))

interface Props {
  task: Task
  number: string
  onChange: () => void
}

/** The menu of an open task: what can be done with it beside ticking. */
export function TaskMenu({ task, number, onChange }: Props) {
  return (
    <LaterMenu menu={(target) => <TaskActs task={task} number={number} target={target} onChange={onChange} />}>
      <ActionIcon className={styles.menu!} size={24} aria-label={`Acts on ${task.title}`}>
        <IconDots size={15} stroke={1.7} />
      </ActionIcon>
    </LaterMenu>
  )
}
