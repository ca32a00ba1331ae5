import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Figure } from '../../../features/routing/contract/fairness.ts'
import type { IntakeRule } from '../../../features/routing/contract/rules.ts'
import type { Weights } from '../../../features/routing/contract/weights.ts'
import { api } from '../../api.ts'

export const queuesQuery = queryOptions({ queryKey: ['routing', 'queues'], queryFn: () => api.routing.listQueues({}) })

export const rulesQuery = queryOptions({
  queryKey: ['routing', 'rules'],
  queryFn: () => api.routing.listIntakeRules({}),
})

export const rulesDraftQuery = queryOptions({
  queryKey: ['routing', 'draft'],
  queryFn: () => api.routing.getRulesDraft({}),
})

/** Looked at again when the rules change, not with every case that moves. */
export const rulesEffectQuery = (rules: IntakeRule[]) =>
  queryOptions({
    queryKey: ['routing-effect', rules],
    queryFn: () => api.routing.previewIntakeRules({ body: { rules } }),
    staleTime: 60_000,
  })

export const weightsQuery = queryOptions({
  queryKey: ['routing', 'weights'],
  queryFn: () => api.routing.getWeights({}),
})

export const weightsEffectQuery = (percent: Weights['percent']) =>
  queryOptions({
    queryKey: ['routing', 'weights', 'effect', percent],
    queryFn: () => api.routing.previewWeights({ body: { percent } }),
  })

export const fairnessQuery = (from: string, to: string, teamId: string) =>
  queryOptions({
    queryKey: ['routing-fairness', from, to, teamId],
    queryFn: () => api.routing.fairness({ query: { from, to, ...(teamId && { teamId }) } }),
  })

/** A number of the report: what it counts, of whom or which queue, in which time. */
export interface AskedFigure {
  figure: Figure
  from: string
  to: string
  personId?: string
  queueId?: string
}

export const figureQuery = (query: AskedFigure) =>
  infiniteQueryOptions({
    queryKey: ['routing-fairness', 'cases', query],
    queryFn: ({ pageParam }) =>
      api.routing.fairnessCases({ query: { ...query, limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
