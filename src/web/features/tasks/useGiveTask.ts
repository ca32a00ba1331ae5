import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TeamTask } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'

/** Gives a task to somebody, or back to whoever of its team takes it. */
export function useGiveTask() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ task, ownerId }: { task: TeamTask; ownerId: string | null }) =>
      api.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, ownerId } }),
    ...said,
    onSettled: () => {
      for (const kind of ['team-tasks', 'my-next', 'case']) void cache.invalidateQueries({ queryKey: [kind] })
    },
  })
}
