import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '../../features/people/contract.ts'
import { api } from '../api.ts'
import { learnServerTime } from '../ui/clock.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = await api.people.me({})
    learnServerTime(me.serverTime)
    return me
  },
  staleTime: 5 * 60_000,
})

/** Who is signed in. Only for screens within the workspace, which is not shown before this is known. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** Whether a role works in the studio. */
export const administers = (me: Me): boolean => me.role === 'admin' || me.role === 'manager'
