import { useNow } from '../../ui/clock.ts'
import { clockTime } from '../../ui/time.ts'
import styles from './Plan.module.css'

/** Where the past ends and the plan begins. */
export function NowLine() {
  const now = useNow()
  return (
    <p className={styles.now}>
      <i className={styles.nowDot} aria-hidden />
      <i className={styles.nowRule} aria-hidden />
      <time dateTime={now.toISOString()}>Now, {clockTime(now)}</time>
    </p>
  )
}
