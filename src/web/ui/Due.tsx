import { useNow } from './clock.ts'
import { Hint } from './Hint.tsx'
import { IconPlayerPause } from './icons.ts'
import { countdown, exact, type Risk } from './time.ts'
import styles from './ui.module.css'

/** Time left, counted live and coloured by what it means; the exact instant is one hover away. Without an instant it is paused. */
export function Due({ at, risk }: { at: string | null; risk: Risk }) {
  const now = useNow()
  if (at === null) {
    return (
      <span className={styles.due} data-risk="waiting">
        <IconPlayerPause size={12} stroke={1.8} aria-hidden /> paused
      </span>
    )
  }
  const instant = new Date(at)
  return (
    <Hint label={`Due ${exact(instant)}`}>
      <time className={styles.due} data-risk={instant < now ? 'overdue' : risk} dateTime={at}>
        {countdown(instant, now)}
      </time>
    </Hint>
  )
}
