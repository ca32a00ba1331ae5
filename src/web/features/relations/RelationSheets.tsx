import type { Case } from '../../../features/cases/contract.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { ChildSheet } from './ChildSheet.tsx'
import { FamilySheet } from './FamilySheet.tsx'
import { LinkSheet } from './LinkSheet.tsx'
import { TellSheet } from './TellSheet.tsx'

/** The sheet that the address names, of those about the family of a case. */
export function RelationSheets({ found, number }: { found: Case; number: string }) {
  const sheet = useQueryPart('sheet')
  const setQuery = useSetQuery()
  const close = () => setQuery({ sheet: null })
  const back = () => setQuery({ sheet: 'family' })
  switch (sheet) {
    case 'link':
      return <LinkSheet found={found} number={number} onClose={close} />
    case 'child':
      return found.can.work ? <ChildSheet found={found} onClose={close} onOpened={back} /> : null
    case 'tell':
      return found.can.work ? <TellSheet found={found} number={number} onClose={close} onTold={back} /> : null
    default:
      return <FamilySheet found={found} number={number} onClose={close} />
  }
}
