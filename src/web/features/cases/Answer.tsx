import { UnstyledButton } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useSetQuery } from '../../ui/address.ts'
import type { Risk } from '../../ui/time.ts'
import styles from './AnswerBar.module.css'

interface Props {
  name: string
  why: string
  main: string
  more: ReactNode
  lead?: ReactNode
  peek?: ReactNode
  risk?: Risk | undefined
  className?: string
  ref?: Ref<HTMLButtonElement>
}

/** One of the four answers: its name, the answer, one line more. A click opens its why; a peek shows on hover. */
export function Answer({ name, why, main, more, lead, peek, risk, className = '', ...rest }: Props) {
  const setQuery = useSetQuery()
  return (
    <UnstyledButton
      data-kind={why}
      onClick={() => setQuery({ why })}
      {...rest}
      className={`${styles.answer} ${className}`}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.main} data-risk={risk}>
        {lead}
        <span title={main}>{main}</span>
      </span>
      <span className={styles.more}>{more}</span>
      {peek && (
        <span className={styles.peek} aria-hidden>
          {peek}
        </span>
      )}
    </UnstyledButton>
  )
}
