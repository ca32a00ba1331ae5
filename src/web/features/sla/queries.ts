import { queryOptions } from '@tanstack/react-query'
import type { ClockView } from '../../../features/sla/contract.ts'
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
