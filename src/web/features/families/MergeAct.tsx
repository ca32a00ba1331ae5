import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import styles from './families.module.css'
import { mergesQuery } from './queries.ts'

const sides = ['case.merged', 'case.merged_in']

/** Beside the entry of a merge that still stands: the way to take it back. */
export function MergeAct({ entry, number }: { entry: TimelineEntry; number: string }) {
  return sides.includes(entry.name) ? <Undo id={String(entry.content?.mergeId)} number={number} /> : null
}

function Undo({ id, number }: { id: string; number: string }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const stands = useQuery(mergesQuery(number)).data?.items.some((merge) => merge.id === id)
  if (!stands || !me.rights.includes('cases.merge')) return null
  return (
    <UnstyledButton className={styles.undo!} onClick={() => setQuery({ sheet: `unmerge ${id}` })}>
      Undo
    </UnstyledButton>
  )
}
