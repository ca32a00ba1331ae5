import { queryOptions } from '@tanstack/react-query'
import type { Move } from '../../../features/workload/contract.ts'
import { api } from '../../api.ts'

export const workloadQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['workload', teamId],
    queryFn: () => api.workload.getWorkload({ params: { id: teamId } }),
  })

/** What is looked at before anything moves. */
export type Asked =
  | { kind: 'moves'; moves: Move[] }
  | { kind: 'allOf'; allOf: string; toId: string | null }
  | { kind: 'rebalance'; teamId: string }

export const planQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['workload-plan', asked],
    queryFn: async () => {
      if (asked.kind === 'rebalance') return api.workload.proposeRebalance({ params: { id: asked.teamId } })
      const { kind: _, ...body } = asked
      return api.workload.previewMoves({ body })
    },
    // What somebody reads before deciding is not drawn anew under their eyes; each case is checked again as it moves.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
