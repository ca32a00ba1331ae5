import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import type { Link } from '../../../features/relations/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { money } from '../../ui/amounts.ts'
import form from '../../ui/form.module.css'
import { Sheet } from '../../ui/Sheet.tsx'
import { LinesSkeleton } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import { isOver } from '../cases/words.ts'
import { useFamilyAct } from '../families/queries.ts'
import { FamilyTree } from './FamilyTree.tsx'
import { ProblemPast } from './ProblemPast.tsx'
import { familyQuery } from './queries.ts'
import styles from './relations.module.css'
import { impactWords } from './words.ts'

/** Everything that belongs with a case, and the acts that change it. */
export function FamilySheet({ found, number, onClose }: { found: Case; number: string; onClose: () => void }) {
  const setQuery = useSetQuery()
  const family = useQuery(familyQuery(number)).data
  const unlink = useFamilyAct(({ kind, other }: { kind: Link; other: string }) =>
    api.relations.unlinkCase({ params: { id: found.id, kind, other } }),
  )
  const open = !isOver(found.status)
  return (
    <Sheet title={`Family of ${found.number}`} onClose={onClose} size={760}>
      <div className={styles.sheet}>
        {!family ? (
          <LinesSkeleton label="Loading the family" lines={4} />
        ) : (
          <>
            {family.impact && <p className={styles.impact}>{impactWords(family.impact, money)}</p>}
            {family.kin.length === 0 ? (
              <p className={styles.none}>
                This case stands alone. Link what belongs with it, or ask another team by a child case.
              </p>
            ) : (
              <FamilyTree
                family={family}
                number={number}
                {...(found.can.work || !open
                  ? { onUnlink: (kind, other) => unlink.mutate({ kind, other: other.id }, said) }
                  : {})}
              />
            )}
            {family.impact && <ProblemPast number={number} />}
          </>
        )}
      </div>
      <footer className={form.foot}>
        <Button variant="default" onClick={() => setQuery({ sheet: 'link' })}>
          Link a case
        </Button>
        {found.can.work && open && (
          <Button variant="default" onClick={() => setQuery({ sheet: 'child' })}>
            Ask another team
          </Button>
        )}
        <span />
        {family?.impact && family.impact.open > 0 && found.can.work && open && (
          <Button onClick={() => setQuery({ sheet: 'tell' })}>Tell all customers</Button>
        )}
      </footer>
    </Sheet>
  )
}
