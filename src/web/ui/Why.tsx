import { Popover } from '@mantine/core'
import { type ReactNode, Suspense } from 'react'
import { useQueryPart, useSetQuery } from './address.ts'
import styles from './ui.module.css'

interface Props {
  name: string
  title: string
  target: ReactNode
  children: ReactNode
  width?: number
}

/** A click in a conflict that was asked for from here is no click outside. */
const isConflictOpen = () => document.querySelector('[data-conflict]') !== null

/** The explanation behind an answer. Its open state is in the address, so a colleague can be sent the why. */
export function Why({ name, title, target, children, width = 400 }: Props) {
  const open = useQueryPart('why') === name
  const setQuery = useSetQuery()
  return (
    <Popover
      opened={open}
      onChange={(next) => !next && !isConflictOpen() && setQuery({ why: null })}
      position="bottom-start"
      offset={6}
      width={width}
      trapFocus
      returnFocus
      middlewares={{ shift: { padding: 8 } }}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} className={styles.why} aria-label={title}>
        <h2 className={styles.whyTitle} tabIndex={-1} data-autofocus>
          {title}
        </h2>
        <Suspense fallback={<div className={styles.whyWaits} />}>{open && children}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
