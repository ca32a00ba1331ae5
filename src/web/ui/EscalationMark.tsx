import { Hint } from './Hint.tsx'
import styles from './ui.module.css'

/** How high a case was escalated by its clocks; nothing where it was not. */
export function EscalationMark({ level }: { level: number }) {
  if (level === 0) return null
  return (
    <Hint label={`Escalated to level ${level}`}>
      <span className={styles.escalated} role="img" aria-label={`Escalated to level ${level}`}>
        ↑{level}
      </span>
    </Hint>
  )
}
