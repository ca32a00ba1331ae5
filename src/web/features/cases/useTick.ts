import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'

interface Tick {
  done: boolean
  /** It can be ticked now: nothing has to be finished before it. */
  ready: boolean
  /** Whoever ticked it is asked what shows that it was done. */
  asking: boolean
  tick: (done: boolean) => void
  finish: (evidence: string) => void
  cancel: () => void
}

/** Ticks a task of a case, or takes the tick back; shown at once, and put right by what the server says. */
export function useTick(number: string, task: Task): Tick {
  const cache = useQueryClient()
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: (body: { done: boolean; evidence?: string }) =>
      api.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, ...body } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['case', number] }),
    ...said,
  })
  return {
    done: change.isPending ? change.variables.done : Boolean(task.doneAt),
    ready: task.waitsFor.length === 0,
    asking,
    tick: (done) => {
      if (done && task.evidenceRequired && !task.evidence) setAsking(true)
      else change.mutate({ done })
    },
    finish: (evidence) => {
      setAsking(false)
      change.mutate({ done: true, evidence })
    },
    cancel: () => setAsking(false),
  }
}
