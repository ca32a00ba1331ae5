import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Fate } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: () => api.mailboxes.listMailboxes({}),
})

export const ledgerQuery = (filter: { fate: Fate | null; mailbox: string | null; q: string }) =>
  infiniteQueryOptions({
    queryKey: ['ledger', filter],
    queryFn: ({ pageParam }) =>
      api.mailboxes.listLedger({
        query: {
          limit: 50,
          ...(filter.fate && { fate: filter.fate }),
          ...(filter.mailbox && { mailbox: filter.mailbox }),
          ...(filter.q && { q: filter.q }),
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })

export const mailQuery = (id: string) =>
  queryOptions({ queryKey: ['ledger', 'one', id], queryFn: () => api.mailboxes.getLedgerEntry({ params: { id } }) })
