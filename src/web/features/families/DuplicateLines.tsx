import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import type { Duplicate } from '../../../features/families/contract/duplicates.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { said } from '../../ui/said.ts'
import styles from './families.module.css'
import { duplicatesQuery, useFamilyAct } from './queries.ts'

/** What a case that a customer opened may repeat; begun by hand, that was said while it was written. */
export function DuplicateLines({ found, number }: { found: Case; number: string }) {
  const items = useQuery(duplicatesQuery(number)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className={styles.lines}>
      {items.slice(0, 1).map((duplicate) => (
        <Line key={duplicate.case.id} found={found} duplicate={duplicate} />
      ))}
    </div>
  )
}

function Line({ found, duplicate: { case: other, score, because } }: { found: Case; duplicate: Duplicate }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const go = useGo()
  const compare = () => setQuery({ sheet: 'merge', with: other.number })
  const merge = useFamilyAct(async () => {
    const { source, survivor, allowed, warnings } = await api.families.previewMerge({
      params: { id: found.id },
      query: { into: other.id },
    })
    // Whatever is to be minded is read before it is done.
    if (!allowed || warnings.length > 0) return null
    return api.families.mergeCase({
      params: { id: source.id },
      body: { into: survivor.id, version: source.version, intoVersion: survivor.version },
    })
  })
  const link = useFamilyAct(() =>
    api.relations.linkCase({ params: { id: found.id }, body: { kind: 'related', case: other.id } }),
  )
  const apart = useFamilyAct(() => api.families.tellApart({ params: { id: found.id, other: other.id } }))
  return (
    <p className={styles.line} role="note" aria-label="Likely duplicate">
      <span>
        Looks like{' '}
        <Go to={`/cases/${other.number}`} title={other.subject}>
          {other.number}
        </Go>{' '}
        <b>{other.subject}</b>, {score} %: {because.join(', ')}
      </span>
      <UnstyledButton onClick={compare}>Compare</UnstyledButton>
      {me.rights.includes('cases.merge') && (
        <UnstyledButton
          disabled={merge.isPending}
          onClick={() =>
            merge.mutate(undefined, {
              ...said,
              onSuccess: (survivor) => (survivor ? go(`/cases/${survivor.number}?came=${found.number}`) : compare()),
            })
          }
        >
          Merge
        </UnstyledButton>
      )}
      {me.rights.includes('cases.work') && (
        <>
          <UnstyledButton disabled={link.isPending} onClick={() => link.mutate(undefined, said)}>
            Link
          </UnstyledButton>
          <UnstyledButton disabled={apart.isPending} onClick={() => apart.mutate(undefined, said)}>
            Not the same
          </UnstyledButton>
        </>
      )}
    </p>
  )
}
