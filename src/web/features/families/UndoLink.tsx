import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import styles from './families.module.css'
import { mergesQuery } from './queries.ts'

/** The way to take a merge back, while it stands. */
export function UndoLink({ id, number }: { id: string; number: string }) {
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
