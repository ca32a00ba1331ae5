import { Button, CloseButton, CopyButton } from '@mantine/core'
import styles from './studio.module.css'

interface Props {
  /** What it is and what it opens. */
  children: string
  secret: string
  onDone: () => void
}

/** A secret that the server tells a single time. */
export function OnceShown({ children, secret, onDone }: Props) {
  return (
    <div className={styles.once} role="status">
      <p>{children}</p>
      <code>{secret}</code>
      <span className={styles.acts}>
        <CopyButton value={secret}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
        <CloseButton aria-label="Done, hide it" onClick={onDone} />
      </span>
    </div>
  )
}
