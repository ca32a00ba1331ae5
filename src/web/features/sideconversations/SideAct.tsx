import { UnstyledButton } from '@mantine/core'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import styles from './sides.module.css'

/** Beside what the timeline says of a side conversation: the way into it. */
export function SideAct({ entry: { name, content } }: { entry: TimelineEntry }) {
  const setQuery = useSetQuery()
  if (!name.startsWith('side_') || typeof content?.sideId !== 'string') return null
  const { sideId } = content
  return (
    <UnstyledButton className={styles.open!} onClick={() => setQuery({ side: sideId })}>
      Read
    </UnstyledButton>
  )
}
