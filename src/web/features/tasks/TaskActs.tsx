import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { OpenedMenu } from '../../ui/OpenedMenu.tsx'
import { said } from '../../ui/said.ts'

interface Props {
  task: Task
  number: string
  target: ReactElement
  onChange: () => void
}

/** Changes a task, or takes it off the plan where no gate asks for it; the timeline keeps that it was there. */
export function TaskActs({ task, number, target, onChange }: Props) {
  const cache = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.tasks.removeTask({ params: { id: task.id } }),
    ...said,
    onSettled: () => cache.invalidateQueries({ queryKey: ['case', number] }),
  })
  return (
    <OpenedMenu target={target} position="bottom-end" width={240}>
      <Menu.Item onClick={onChange}>Change it…</Menu.Item>
      {(!task.mandatory || task.key === null) && (
        <Menu.Item onClick={() => remove.mutate()}>
          {task.promise ? 'The customer no longer needs it' : 'Take it off the plan'}
        </Menu.Item>
      )}
    </OpenedMenu>
  )
}
