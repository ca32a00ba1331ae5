import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const teamTasksQuery = (of: 'free' | 'all') =>
  infiniteQueryOptions({
    queryKey: ['team-tasks', of],
    queryFn: ({ pageParam }) =>
      api.tasks.listTeamTasks({ query: { of, limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const promisesQuery = (state: 'open' | 'broken' | 'done') =>
  infiniteQueryOptions({
    queryKey: ['team-tasks', 'promises', state],
    queryFn: ({ pageParam }) =>
      api.tasks.listPromises({ query: { state, limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
