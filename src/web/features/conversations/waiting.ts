import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** Letters that were kept, because nothing carries them out. */
export const waitingLettersQuery = queryOptions({
  queryKey: ['waiting-letters'],
  queryFn: () => api.conversations.getWaitingLetters({}),
  refetchInterval: ({ state }) => (state.data?.sending ? 2000 : 60_000),
})
