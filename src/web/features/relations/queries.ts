import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

const params = (number: string) => ({ params: { id: number } })

export const familyQuery = (number: string) =>
  queryOptions({ queryKey: ['case', number, 'family'], queryFn: () => api.relations.getFamily(params(number)) })

export const suggestedQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'suggested'],
    queryFn: () => api.relations.suggestIncidents(params(number)),
  })

export const recipientsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'recipients'],
    queryFn: () => api.relations.previewUpdate(params(number)),
    staleTime: 0,
  })

/** While something is under way it is looked at again. */
const whileRunning = (running: boolean | undefined) => (running ? 2000 : false)

export const updatesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'updates'],
    queryFn: () => api.relations.listUpdates(params(number)),
    refetchInterval: ({ state }) =>
      whileRunning(state.data?.items.some(({ finishedAt, stoppedAt }) => !finishedAt && !stoppedAt)),
  })

export const closingsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'closings'],
    queryFn: () => api.relations.listClosings(params(number)),
    refetchInterval: ({ state }) => whileRunning(state.data?.items.some(({ finishedAt }) => !finishedAt)),
  })
