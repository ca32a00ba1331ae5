import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '../../features/people/contract.ts'
import { ApiProblem } from '../../platform/client.ts'
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

/** Whoever's session has ended is asked to sign in, and comes back here; what they were writing is kept. */
export async function leaveWhenSignedOut(): Promise<void> {
  const problem = await api.people.me({}).then(
    () => null,
    (error: unknown) => error,
  )
  if (!(problem instanceof ApiProblem && problem.status === 401)) return
  location.assign(`/sign-in?${new URLSearchParams({ next: location.pathname + location.search })}`)
}

/** Whether somebody's role opens a room of the studio. */
export const administers = ({ rights }: Me): boolean =>
  ['settings.read', 'audit.read', 'mail.read', 'keys.edit', 'cases.override'].some((right) => rights.includes(right))

export const statusWords = { online: 'available', away: 'away', busy: 'busy', off: 'off duty' } as const
