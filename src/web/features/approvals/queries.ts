import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Approval } from '../../../features/approvals/contract.ts'
import { api } from '../../api.ts'

export const approvalsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'approvals'],
    queryFn: () => api.approvals.listApprovals({ params: { id: number } }),
  })

/** An act on an approval; what the case shows of it, and one's list, are read anew. */
export function useApprovalAct<Input>(number: string, act: (input: Input) => Promise<Approval>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['case', number] })
      void cache.invalidateQueries({ queryKey: ['my-next'] })
    },
  })
}
