import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { CaseFilter } from './filter.ts'

/** Every open case of a filter, counted in the one part in which it stands. */
export const RiskCounts = z.object({
  breached: z.int(),
  late: z.int(),
  at_risk: z.int(),
  today: z.int(),
  later: z.int(),
  none: z.int(),
})
export type RiskCounts = z.infer<typeof RiskCounts>

export const risksContract = {
  countCases: endpoint({
    method: 'GET',
    path: '/cases/count',
    summary: 'How many cases match a filter.',
    query: CaseFilter,
    response: z.object({ count: z.int() }),
  }),
  countByRisk: endpoint({
    method: 'GET',
    path: '/cases/risks',
    summary:
      'How many open cases of a filter are breached, late otherwise, at risk, due today, due later, or wait without a clock.',
    query: CaseFilter.omit({ sort: true, risk: true }),
    response: RiskCounts,
  }),
}
