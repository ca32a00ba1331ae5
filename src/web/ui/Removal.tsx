import { useState } from 'react'
import styles from './Removal.module.css'

interface Props {
  /** What the button says, such as “Remove the queue”. */
  label: string
  /** What it would mean, asked before it is done. */
  asks: string
  pending: boolean
  onRemove: () => void
}

/** Removes at the second press; the first one asks. */
export function Removal({ label, asks, pending, onRemove }: Props) {
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <button type="button" className={styles.remove} disabled={pending} onClick={() => setAsked(true)}>
        {label}
      </button>
    )
  }
  return (
    <span className={styles.asks}>
      <span>{asks}</span>
      <button
        type="button"
        className={styles.remove}
        disabled={pending}
        onClick={() => {
          setAsked(false)
          onRemove()
        }}
      >
        Remove
      </button>
      {/* biome-ignore lint/a11y/noAutofocus: it stands where the button was that has just been pressed */}
      <button type="button" className={styles.keep} autoFocus onClick={() => setAsked(false)}>
        Keep it
      </button>
    </span>
  )
}
