import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { messagesQuery } from '../conversations/queries.ts'
import { MergeSheet } from './MergeSheet.tsx'
import { MoveSheet } from './MoveSheet.tsx'
import { SplitSheet } from './SplitSheet.tsx'

/** The sheet that the address names: merging the case, or moving or splitting off one of its messages. */
export function FamilySheets({ found, number }: { found: Case; number: string }) {
  const [what, id] = (useQueryPart('sheet') ?? '').split(' ')
  const other = useQueryPart('with')
  const setQuery = useSetQuery()
  const message = useQuery(messagesQuery(number)).data?.find((each) => each.id === id)
  const close = () => setQuery({ sheet: null, with: null })
  if (what === 'merge')
    return (
      <MergeSheet
        number={found.number}
        other={other}
        account={found.account}
        like={{ subject: found.subject, contactId: found.contact?.id ?? null }}
        onClose={close}
      />
    )
  if (!message) return null
  return what === 'move' ? (
    <MoveSheet found={found} message={message} onClose={close} />
  ) : (
    <SplitSheet found={found} message={message} onClose={close} />
  )
}
