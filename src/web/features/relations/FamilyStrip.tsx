import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { isOver } from '../cases/words.ts'
import { familyQuery } from './queries.ts'
import styles from './relations.module.css'
import { familyWords } from './words.ts'

/** Above the thread: which family this case has, in a line that opens it. */
export function FamilyStrip({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const family = useQuery(familyQuery(number)).data
  if (!family || family.kin.length === 0) return null
  const words = familyWords(family)
  return (
    <p className={styles.strip}>
      <UnstyledButton onClick={() => setQuery({ sheet: 'family' })} aria-label={`Family: ${words}`}>
        {words.charAt(0).toUpperCase() + words.slice(1)}
      </UnstyledButton>
      {family.impact && family.impact.open > 0 && found.can.work && !isOver(found.status) && (
        <UnstyledButton onClick={() => setQuery({ sheet: 'tell' })}>Tell all customers</UnstyledButton>
      )}
    </p>
  )
}
