import { queryOptions } from '@tanstack/react-query'
import type { HandOverRule } from '../../../features/absence/contract/hand-over.ts'
import { api } from '../../api.ts'

export const leavesQuery = (from: string, until: string, personId?: string) =>
  queryOptions({
    queryKey: ['leaves', from, until, personId ?? null],
    queryFn: () => api.absence.listLeaves({ query: { from, until, ...(personId && { personId }) } }),
  })

export const leaveQuery = (id: string) =>
  queryOptions({ queryKey: ['leaves', id], queryFn: () => api.absence.getLeave({ params: { id } }) })

export const leaveWorkQuery = (id: string) =>
  queryOptions({ queryKey: ['leaves', id, 'work'], queryFn: () => api.absence.getLeaveWork({ params: { id } }) })

export interface Foreseen {
  personId: string
  from: string
  until: string
  rule: HandOverRule
  deputyId: string | null
}
export const foreseenQuery = (wish: Foreseen) =>
  queryOptions({
    queryKey: ['leaves', 'preview', wish],
    queryFn: () => api.absence.previewHandOver({ body: wish }),
  })

export const workingHoursQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id, 'hours'], queryFn: () => api.absence.getWorkingHours({ params: { id } }) })
