import { Fragment } from 'react'
import type { SearchResult } from '../../../features/search/contract.ts'
import { IconInbox, IconUser, IconUserCheck, IconUsers } from '../../ui/icons.ts'

export const kinds: { kind: SearchResult['kind']; name: string; icon: typeof IconInbox }[] = [
  { kind: 'case', name: 'Cases', icon: IconInbox },
  { kind: 'account', name: 'Accounts', icon: IconUsers },
  { kind: 'contact', name: 'Contacts', icon: IconUser },
  { kind: 'person', name: 'Colleagues', icon: IconUserCheck },
]

/** Where a result leads; a colleague leads to the cases they own. */
export function addressOf({ kind, id, number }: SearchResult): string {
  if (kind === 'case') return `/cases/${number ?? id}`
  if (kind === 'account') return `/accounts/${id}`
  if (kind === 'contact') return `/contacts/${id}`
  return `/views?${new URLSearchParams({ owner: id, status: 'unresolved', sort: 'due' })}`
}

/** A snippet with its matched words, which stand between « and », marked. */
export function Snippet({ text }: { text: string }) {
  return text.split(/«([^»]*)»/).map((part, i) => (
    // the parts of one text have no other name than their place
    <Fragment key={`${i} ${part}`}>{i % 2 === 1 ? <mark>{part}</mark> : part}</Fragment>
  ))
}
