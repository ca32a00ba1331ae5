import { Hint } from './Hint.tsx'
import styles from './ui.module.css'

export type Priority = 'low' | 'medium' | 'high' | 'critical'

const levels: Record<Priority, number> = { low: 1, medium: 2, high: 3, critical: 4 }

/** Three rising bars; critical is a filled mark. Shape carries it, colour only supports. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const level = levels[priority]
  return (
    <Hint label={`Priority ${priority}`}>
      <svg
        className={styles.priority}
        data-level={level}
        viewBox="0 0 14 14"
        width={14}
        height={14}
        role="img"
        aria-label={`Priority ${priority}`}
      >
        {level === 4 ? (
          <>
            <rect x="0.5" y="0.5" width="13" height="13" rx="3" className={styles.priorityFull} />
            <rect x="6.1" y="3" width="1.8" height="5.2" rx="0.9" className={styles.priorityCut} />
            <rect x="6.1" y="9.4" width="1.8" height="1.8" rx="0.9" className={styles.priorityCut} />
          </>
        ) : (
          [1, 2, 3].map((n) => (
            <rect
              key={n}
              x={1 + (n - 1) * 4.4}
              y={13 - (2 + n * 3)}
              width="3"
              height={2 + n * 3}
              rx="1"
              data-on={n <= level || undefined}
            />
          ))
        )}
      </svg>
    </Hint>
  )
}
