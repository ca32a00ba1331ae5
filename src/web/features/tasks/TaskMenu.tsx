import { ActionIcon } from '@mantine/core'
import { lazy } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { useMe } from '../../app/session.ts'
import { IconDots } from '../../ui/icons.ts'
import { LaterMenu } from '../../ui/LaterMenu.tsx'
import styles from '../cases/Plan.module.css'

const TaskActs = lazy(() => import('./TaskActs.tsx').then((m) => ({ default: m.TaskActs })))

/** The menu of an open task, where something can be done with it beside ticking: what a gate asks for stays. */
export function TaskMenu({ task, number }: { task: Task; number: string }) {
  const me = useMe()
  if (task.doneAt || (task.mandatory && !task.promise) || !me.rights.includes('cases.work')) return null
  return (
    <LaterMenu menu={(target) => <TaskActs task={task} number={number} target={target} />}>
      <ActionIcon className={styles.menu!} size={24} aria-label={`Acts on ${task.title}`}>
        <IconDots size={15} stroke={1.7} />
      </ActionIcon>
    </LaterMenu>
  )
}
