import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { myNextQuery } from '../cases/queries.ts'

/** The merges of a case that stand, on whichever side it was. */
export const mergesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'merges'],
    queryFn: () => api.families.listMerges({ params: { id: number } }),
  })

/** What merging one case into the other would do. */
export const previewQuery = (source: string, into: string) =>
  queryOptions({
    queryKey: ['case', source, 'merge', into],
    queryFn: () => api.families.previewMerge({ params: { id: source }, query: { into } }),
    placeholderData: keepPreviousData,
  })

/** What moving a message to a case would do. */
export const moveQuery = (messageId: string, to: string) =>
  queryOptions({
    queryKey: ['case', to, 'move', messageId],
    queryFn: () => api.families.previewMove({ params: { id: messageId }, query: { to } }),
  })

/** Older cases that a case may repeat. */
export const duplicatesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'duplicates'],
    queryFn: () => api.families.listDuplicates({ params: { id: number } }),
    staleTime: 60_000,
  })

/** Cases that one which is being written may repeat; asked once there is a customer and something to compare. */
export const likelyQuery = (asked: {
  contactId: string | null
  accountId: string | null
  subject: string
  text: string
}) =>
  queryOptions({
    queryKey: ['cases', 'likely', asked],
    queryFn: () => api.families.findDuplicates({ body: asked }),
    enabled:
      (asked.contactId !== null || asked.accountId !== null) && `${asked.subject} ${asked.text}`.trim().length >= 8,
    placeholderData: keepPreviousData,
  })

/** An act on two cases at once: whatever is shown of either, or of lists, is read again. */
export function useFamilyAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      // What is not shown is forgotten: a case as it stood before would lead on to where it no longer is.
      cache.removeQueries({ queryKey: ['case'], type: 'inactive' })
      void cache.invalidateQueries({ queryKey: ['case'] })
      void cache.invalidateQueries({ queryKey: ['cases'] })
      void cache.invalidateQueries({ queryKey: myNextQuery.queryKey })
    },
  })
}
