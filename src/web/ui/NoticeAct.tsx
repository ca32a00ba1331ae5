import type { ReactNode } from 'react'
import { Key } from './Section.tsx'
import styles from './ui.module.css'

interface Props {
  act: string
  /** The key that does the same. */
  hint?: string
  onAct: () => void
  children?: ReactNode
}

/** What a notice says, and the one thing to do about it. */
export function NoticeAct({ act, hint, onAct, children }: Props) {
  return (
    <span className={styles.notice}>
      {children}
      <button type="button" onClick={onAct}>
        {act}
      </button>
      {hint && <Key>{hint}</Key>}
    </span>
  )
}
