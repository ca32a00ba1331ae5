import { queryOptions, useQuery } from '@tanstack/react-query'
import { usualLevels } from '../../../features/escalations/rules.ts'
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

export const levelsQuery = queryOptions({
  queryKey: ['escalation-levels'],
  queryFn: () => api.escalations.escalationLevels({}),
  staleTime: 5 * 60_000,
})
/** What the levels are called here; the usual names until that is known. */
export const useLevelNames = (enabled = true): readonly string[] =>
  useQuery({ ...levelsQuery, enabled }).data?.names ?? usualLevels

export const rulesQuery = queryOptions({
  queryKey: ['escalation-rules'],
  queryFn: () => api.escalations.listRules({}),
})
