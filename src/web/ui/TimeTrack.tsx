import styles from './TimeTrack.module.css'
import type { Risk } from './time.ts'

/** Where on the track the limit stands; what lies right of it is overrun. */
const limitAt = 82
const fullOverrun = 0.6

interface Props {
  used: number
  risk: Risk
  label: string
  size?: 'fine' | 'plain'
}

/** How much of a promise of time is used, as a ruled line with its limit marked. Fixed scale, so a column can be compared. */
export function TimeTrack({ used, risk, label, size = 'plain' }: Props) {
  const over = Math.min(Math.max(used - 1, 0) / fullOverrun, 1) * (100 - limitAt)
  return (
    <span className={styles.track} data-risk={risk} data-size={size} role="img" aria-label={label}>
      <i className={styles.used} style={{ width: `${Math.min(used, 1) * limitAt}%` }} />
      {over > 0 && <i className={styles.over} style={{ left: `${limitAt}%`, width: `${Math.max(over, 4)}%` }} />}
      <i className={styles.limit} style={{ left: `${limitAt}%` }} />
    </span>
  )
}
