import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const escalatedQuery = queryOptions({
  queryKey: ['escalated'],
  queryFn: () => api.escalations.listEscalated({}),
})

export const briefQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'brief'],
    queryFn: () => api.briefs.getBrief({ params: { id: caseId } }),
    // What is being edited is not drawn anew under the writer's hands.
    staleTime: Number.POSITIVE_INFINITY,
  })
