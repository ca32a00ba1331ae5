import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Fate } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: () => api.mailboxes.listMailboxes({}),
})

/** How letters leave, and where their links lead. */
export const outgoingQuery = queryOptions({
  queryKey: ['outgoing-mail'],
  queryFn: () => api.outgoing.getOutgoing({}),
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

/** How a mailbox is fetched and how it stands; looked at again by itself, since nobody tells of time going by. */
export const imapQuery = (id: string) =>
  queryOptions({
    queryKey: ['mailboxes', id, 'imap'],
    queryFn: () => api.imap.getImap({ params: { id } }),
    refetchInterval: 15_000,
  })

export const ledgerCountsQuery = queryOptions({
  queryKey: ['ledger', 'counts'],
  queryFn: () => api.mailboxes.countLedger({}),
})
