import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { IconChevronLeft, IconLock } from '../../ui/icons.ts'
import styles from './sides.module.css'

interface Props {
  kind: SideConversation['kind']
  words: string
  children: ReactNode
}

/** The frame with what must never be mistaken: who reads along, and who does not. */
export function SideFrame({ kind, words, children }: Props) {
  const setQuery = useSetQuery()
  const leave = () => setQuery({ side: null, about: null })
  useHotkeys([['Escape', leave]])
  return (
    <section className={styles.frame} data-kind={kind} aria-label="Side conversation" id="side">
      <header className={styles.banner}>
        <button type="button" aria-label="The case" onClick={leave}>
          <IconChevronLeft size={15} stroke={1.8} aria-hidden />
          <span>The case</span>
        </button>
        <p>
          <IconLock size={14} stroke={1.8} aria-hidden />
          <span>
            <b>{words}</b> The customer does not see this.
          </span>
        </p>
      </header>
      {children}
    </section>
  )
}
