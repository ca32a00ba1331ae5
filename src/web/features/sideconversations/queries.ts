import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { SideMessage } from '../../../features/sideconversations/contract.ts'
import { api } from '../../api.ts'

export const sidesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'sides'],
    queryFn: () => api.sideconversations.listSideConversations({ params: { id: number } }),
  })

/** The whole of it: it is read from its beginning. */
export const sideMessagesQuery = (number: string, id: string) =>
  queryOptions({
    queryKey: ['case', number, 'side', id],
    queryFn: async () => {
      const all: SideMessage[] = []
      let cursor: string | undefined
      do {
        const page = await api.sideconversations.listSideMessages({
          params: { id },
          query: { limit: 200, ...(cursor && { cursor }) },
        })
        all.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      return all
    },
  })

export const caseFilesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'files'],
    queryFn: () => api.sideconversations.listCaseFiles({ params: { id: number } }),
  })

export const mySidesQuery = infiniteQueryOptions({
  queryKey: ['sides'],
  queryFn: ({ pageParam }) =>
    api.sideconversations.listMySideConversations({ query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }),
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor,
})
