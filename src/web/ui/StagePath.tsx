import styles from './ui.module.css'

/** The stages of a type as a short path: done, here, to come. */
export function StagePath({ stages, at, wide = false }: { stages: string[]; at: number; wide?: boolean }) {
  return (
    <span
      className={styles.path}
      data-wide={wide || undefined}
      role="img"
      aria-label={`Stage ${at + 1} of ${stages.length}: ${stages[at]}`}
    >
      {stages.map((stage, i) => (
        <i key={stage} data-state={i < at ? 'done' : i === at ? 'here' : undefined} />
      ))}
    </span>
  )
}
