import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AttainmentFigure, During } from '../../../features/sla/contract/attainment.ts'
import type { ClockView, Metric } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'

export const clocksQuery = (number: string, id: string) =>
  queryOptions({ queryKey: ['case', number, 'clocks'], queryFn: () => api.sla.listClocks({ params: { id } }) })

/** The running clock that ends before all others. */
export const firstToEnd = (clocks: ClockView[]): ClockView | undefined =>
  clocks.filter(({ state, dueAt }) => state === 'running' && dueAt).sort(byDue)[0]

/** Running ones by what ends first, then paused, then finished. */
export const inOrder = (clocks: ClockView[]): ClockView[] =>
  [...clocks].sort((a, b) => rank[a.state] - rank[b.state] || byDue(a, b))

const rank: Record<ClockView['state'], number> = { running: 0, paused: 1, met: 2, cancelled: 3 }
const byDue = (a: ClockView, b: ClockView) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')

export const recomputationsQuery = queryOptions({
  queryKey: ['recomputations'],
  queryFn: () => api.sla.listRecomputations({}),
})

export const policiesQuery = queryOptions({ queryKey: ['policies'], queryFn: () => api.sla.listPolicies({}) })

/** Beside the list, so that what changes there is looked at anew here too. */
export const policyDraftQuery = (id: string) =>
  queryOptions({ queryKey: ['policies', 'draft', id], queryFn: () => api.sla.getPolicyDraft({ params: { id } }) })

export const policyVersionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['policies', 'versions', id],
    queryFn: ({ pageParam }) =>
      api.sla.listPolicyVersions({ params: { id }, query: pageParam === null ? {} : { before: pageParam } }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })

export const attainmentQuery = (during: During, policyId: string) =>
  queryOptions({
    queryKey: ['attainment', during, policyId],
    queryFn: () => api.sla.getAttainment({ query: { during, ...(policyId && { policyId }) } }),
  })

interface AskedClocks {
  from: string
  to: string
  figure: AttainmentFigure
  metric: Metric
  policyId?: string
  milestone?: string
}
export const attainmentClocksQuery = (query: AskedClocks) =>
  infiniteQueryOptions({
    queryKey: ['attainment', 'clocks', query],
    queryFn: ({ pageParam }) =>
      api.sla.listAttainmentClocks({ query: { ...query, limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
