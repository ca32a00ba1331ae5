import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSetQuery } from '../../ui/address.ts'
import { Section } from '../../ui/Section.tsx'
import { FamilyTree } from './FamilyTree.tsx'
import { familyQuery } from './queries.ts'
import styles from './relations.module.css'

/** The family beside its case; nothing where it stands alone. */
export function FamilyPart({ number }: { number: string }) {
  const setQuery = useSetQuery()
  const family = useQuery(familyQuery(number)).data
  if (!family || family.kin.length === 0) return null
  return (
    <Section
      title="Family"
      action={
        <UnstyledButton className={styles.open!} onClick={() => setQuery({ sheet: 'family' })}>
          Open
        </UnstyledButton>
      }
    >
      <FamilyTree family={family} number={number} compact />
    </Section>
  )
}
