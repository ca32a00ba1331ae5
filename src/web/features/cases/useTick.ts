import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Task } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'

/** Ticks a task of a case, or takes the tick back; shown at once, and put right by what the server says. */
export function useTick(number: string, task: Task) {
  const cache = useQueryClient()
  const tick = useMutation({
    mutationFn: (done: boolean) =>
      api.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['case', number] }),
    ...said,
  })
  return { done: tick.isPending ? tick.variables : Boolean(task.doneAt), tick: (done: boolean) => tick.mutate(done) }
}
