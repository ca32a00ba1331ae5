import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Override } from '../../../features/governance/contract.ts'
import { api } from '../../api.ts'

export const governanceQuery = queryOptions({
  queryKey: ['governance', 'now'],
  queryFn: () => api.governance.getGovernance({}),
})

export const historyDays = 30
export const historyQuery = queryOptions({
  queryKey: ['governance', 'history'],
  queryFn: () => api.governance.governanceHistory({ query: { days: historyDays } }),
})

const pageSize = 50
const pageAfter = (cursor: string) => ({ limit: pageSize, ...(cursor && { cursor }) })

export const mendedQuery = infiniteQueryOptions({
  queryKey: ['governance', 'mended'],
  queryFn: ({ pageParam }) => api.governance.mendedViolations({ query: pageAfter(pageParam) }),
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor,
})

/** Of one person, or of everybody; since an instant, or of all time. */
interface Which {
  personId: string
  since: string
}
const whichOf = ({ personId, since }: Which) => ({ ...(personId && { personId }), ...(since && { since }) })

export const overridesQuery = (which: Which) =>
  infiniteQueryOptions({
    queryKey: ['governance', 'overrides', which],
    queryFn: ({ pageParam }) => api.governance.listOverrides({ query: { ...pageAfter(pageParam), ...whichOf(which) } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export const overridesCountQuery = (which: Which) =>
  queryOptions({
    queryKey: ['governance', 'overrides', 'count', which],
    queryFn: () => api.governance.countOverrides({ query: whichOf(which) }),
  })

/** All of them, page after page: a file has no end that somebody could overlook. */
export async function everyOverride(which: Which): Promise<z.infer<typeof Override>[]> {
  const all: z.infer<typeof Override>[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { items, nextCursor }: { items: z.infer<typeof Override>[]; nextCursor: string | null } =
      await api.governance.listOverrides({ query: { limit: 200, ...(cursor && { cursor }), ...whichOf(which) } })
    all.push(...items)
    cursor = nextCursor
  }
  return all
}

/** So many days ago at midnight, so that it stays the same question all day. */
export function sinceDays(now: Date, days: number): string {
  const day = new Date(now)
  day.setHours(0, 0, 0, 0)
  day.setDate(day.getDate() - days)
  return day.toISOString()
}
