import { Popover } from '@mantine/core'
import { type ReactElement, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useSetQuery } from './address.ts'
import styles from './why.module.css'

interface Props {
  open: boolean
  title: string
  target: ReactElement
  children: ReactNode
  width: number
}

/** A click in a conflict that was asked for from here is no click outside. */
const isConflictOpen = () => document.querySelector('[data-conflict]') !== null

const leastHeight = 240

/** A long explanation scrolls within the window instead of ending below it; what unfolds from a short one is not cut. */
const fitIn = ({ availableHeight, elements }: { availableHeight: number; elements: { floating: HTMLElement } }) => {
  const { style, scrollHeight } = elements.floating
  const most = Math.max(availableHeight, leastHeight)
  style.maxHeight = `${most}px`
  style.overflowY = scrollHeight > most ? 'auto' : 'visible'
}

/** Comes with the first why that is asked for; the focus then goes in from its answer, and back to it. */
export function WhyPopover({ open, title, target, children, width }: Props) {
  const setQuery = useSetQuery()
  const answer = useRef<HTMLElement>(null)
  const [here, setHere] = useState(false)
  useEffect(() => {
    answer.current?.focus({ preventScroll: true })
    setHere(true)
  }, [])
  return (
    <Popover
      opened={open && here}
      onChange={(next) => !next && !isConflictOpen() && setQuery({ why: null })}
      position="bottom-start"
      offset={6}
      width={width}
      trapFocus
      returnFocus
      middlewares={{ shift: { padding: 8 }, size: { padding: 8, apply: fitIn } }}
    >
      <Popover.Target ref={answer}>{target}</Popover.Target>
      <Popover.Dropdown p={0} className={styles.why} aria-label={title}>
        <h2 className={styles.whyTitle} tabIndex={-1} data-autofocus>
          {title}
        </h2>
        <Suspense fallback={<div className={styles.whyWaits} />}>{open && children}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
