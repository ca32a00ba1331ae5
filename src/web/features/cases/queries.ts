import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'

export const myNextQuery = queryOptions({ queryKey: ['my-next'], queryFn: () => api.cases.myNext({}) })

export const caseQuery = (number: string) =>
  queryOptions({ queryKey: ['case', number, 'head'], queryFn: () => api.cases.getCase({ params: { id: number } }) })

export const timelineQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'timeline'],
    queryFn: () => api.cases.getTimeline({ params: { id: number }, query: { limit: 2000 } }),
  })

export const tasksQuery = (number: string) =>
  queryOptions({ queryKey: ['case', number, 'tasks'], queryFn: () => api.tasks.listTasks({ params: { id: number } }) })

/** An act on a case whose answer is the case as it stands afterwards. */
export function useCaseAct<Input>(number: string, act: (input: Input) => Promise<Case>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (changed) => {
      cache.setQueryData(caseQuery(number).queryKey, changed)
      void cache.invalidateQueries({ queryKey: ['case', number] })
      void cache.invalidateQueries({ queryKey: myNextQuery.queryKey })
    },
  })
}
