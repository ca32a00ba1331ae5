import { useNow } from './clock.ts'
import { Hint } from './Hint.tsx'
import { countdown, exact, type Risk, toneAt } from './time.ts'
import styles from './ui.module.css'

/** What a date belongs to: its kind, such as “Next step”, and its own words where it has any. */
export interface DueWhat {
  kind: string
  text: string | null
  /** Said beside the date, where it would not be expected there. */
  short: string | null
}

interface Props {
  at: string | null
  risk: Risk
  what?: DueWhat | null
  /** Whether it is said beside the date. */
  named?: boolean
}

/** Time left, counted live and coloured by what it means; the exact instant is one hover away. */
export function Due({ at, risk, what = null, named = false }: Props) {
  const now = useNow()
  if (at === null) {
    return (
      <span className={styles.due} data-risk="waiting">
        no date
      </span>
    )
  }
  const instant = new Date(at)
  const whole = [what?.kind, what?.text].filter(Boolean).join(': ')
  return (
    <Hint label={whole ? `${whole}, due ${exact(instant)}` : `Due ${exact(instant)}`}>
      <time className={styles.due} data-risk={toneAt(instant, now, risk)} dateTime={at}>
        {countdown(instant, now)}
        {named && what?.short && <small className={styles.dueWhat}>{what.short}</small>}
      </time>
    </Hint>
  )
}
