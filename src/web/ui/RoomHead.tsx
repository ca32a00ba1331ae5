import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from './address.ts'
import { IconChevronLeft } from './icons.ts'
import styles from './studio.module.css'

interface Props {
  title: string
  /** Which version it is, and what changing it would mean. */
  said?: ReactNode
  children?: ReactNode
}

/** What is edited in a room of the studio, with the acts on its right. */
export function RoomHead({ title, said, children }: Props) {
  const go = useGo()
  return (
    <header className={styles.head}>
      <ActionIcon className={styles.back!} aria-label="Back to the studio" onClick={() => go('/studio')}>
        <IconChevronLeft size={20} stroke={1.7} />
      </ActionIcon>
      <div>
        <h1>{title}</h1>
        {said && <p className={styles.version}>{said}</p>}
      </div>
      <div className={styles.acts}>{children}</div>
    </header>
  )
}

/** The scrolling middle of a room without sides. */
export function RoomBody({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`${styles.body} ${styles.plain}`} tabIndex={0} aria-label={label}>
      <div className={styles.main}>{children}</div>
    </section>
  )
}
