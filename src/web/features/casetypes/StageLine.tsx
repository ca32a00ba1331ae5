import type { Stage } from '../../../features/casetypes/contract.ts'
import { counted } from '../../ui/amounts.ts'
import styles from './types.module.css'

interface Props {
  stages: Stage[]
  at: number
  onChoose: (at: number) => void
}

/** The stages left to right; each arrow carries what it requires, waiting ones stand beneath. */
export function StageLine({ stages, at, onChoose }: Props) {
  const placed = stages.map((stage, place) => ({ stage, place }))
  const path = placed.filter(({ stage }) => !stage.aside)
  const aside = placed.filter(({ stage }) => stage.aside)
  return (
    <section className={styles.line} aria-label="Path of stages">
      <ol className={styles.path}>
        {path.map(({ stage, place }, i) => (
          <li key={stage.key} data-here={place === at || undefined} data-last={i === path.length - 1 || undefined}>
            <button type="button" className={styles.stage} aria-pressed={place === at} onClick={() => onChoose(place)}>
              <i aria-hidden />
              <b>{stage.label}</b>
              <span className={styles.reads}>{stage.customerLabel}</span>
              <small>{requiredOf(stage)}</small>
            </button>
          </li>
        ))}
      </ol>
      {aside.length > 0 && (
        <p className={styles.aside}>
          Beside the path, back to where it came from:
          {aside.map(({ stage, place }) => (
            <button key={stage.key} type="button" aria-pressed={place === at} onClick={() => onChoose(place)}>
              {stage.label}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}

function requiredOf(stage: Stage): string {
  const gate = stage.tasks.filter((task) => task.mandatory).length
  return gate > 0 ? `${counted(gate, 'task')} to leave it` : ''
}
