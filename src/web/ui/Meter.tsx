import styles from './ui.module.css'

/** What is left of a whole, as a ruled line. */
export function Meter({
  value,
  of,
  label,
  tone = 'accent',
  ticks = 0,
}: {
  value: number
  of: number
  label: string
  tone?: 'accent' | 'overdue' | 'risk' | 'bar' | 'ok'
  ticks?: number
}) {
  const share = of > 0 ? Math.min(1, value / of) : 0
  return (
    <span className={styles.meter} data-tone={tone} role="img" aria-label={label}>
      <i style={{ width: `${share * 100}%` }} />
      {Array.from({ length: ticks }, (_, i) => (
        <b key={i} style={{ left: `${((i + 1) / (ticks + 1)) * 100}%` }} />
      ))}
    </span>
  )
}
