import { queryOptions } from '@tanstack/react-query'
import type { Message } from '../../../features/conversations/contract.ts'
import { api } from '../../api.ts'

/** The whole thread: a case is read from its beginning, so every page is fetched. */
export const messagesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'messages'],
    queryFn: async () => {
      const all: Message[] = []
      let cursor: string | undefined
      do {
        const page = await api.conversations.listMessages({
          params: { id: number },
          query: { limit: 200, ...(cursor && { cursor }) },
        })
        all.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      return all
    },
  })

export const draftsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'drafts'],
    queryFn: () => api.conversations.listDrafts({ params: { id: number } }),
    // a draft is mine alone; what I write here is newer than what the server knows
    staleTime: Number.POSITIVE_INFINITY,
  })
