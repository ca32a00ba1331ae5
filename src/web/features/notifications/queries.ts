import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** How much of what I was told I have not read. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: () => api.notifications.listNotifications({ query: { limit: 1, which: 'matters' } }),
  select: ({ unread }) => unread,
})

export type Which = 'matters' | 'all'

export const notificationsQuery = (which: Which) =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'list', which],
    queryFn: ({ pageParam }) =>
      api.notifications.listNotifications({ query: { limit: 50, which, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
