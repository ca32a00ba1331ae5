import type { Field } from '../../../features/casetypes/contract/fields.ts'
import type { Stage } from '../../../features/casetypes/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { IconPlus } from '../../ui/icons.ts'
import styles from './types.module.css'

interface Props {
  stages: Stage[]
  fields: Field[]
  at: number
  /** Open cases by stage. */
  open: ReadonlyMap<string, number>
  onChoose: (at: number) => void
  onAdd: (() => void) | null
}

/** The stages left to right; each arrow carries what it requires, waiting ones stand beneath. */
export function StageLine({ stages, fields, at, open, onChoose, onAdd }: Props) {
  const placed = stages.map((stage, place) => ({ stage, place }))
  const path = placed.filter(({ stage }) => !stage.aside)
  const aside = placed.filter(({ stage }) => stage.aside)
  return (
    <section className={styles.line} aria-label="Path of stages">
      <ol className={styles.path}>
        {path.map(({ stage, place }, i) => (
          <li key={stage.key} data-here={place === at || undefined} data-last={i === path.length - 1 || undefined}>
            {i < path.length - 1 && <Gate required={requiredBetween(stage, path[i + 1]!.stage, fields)} />}
            <button type="button" className={styles.stage} aria-pressed={place === at} onClick={() => onChoose(place)}>
              <i aria-hidden data-end={stage.status === 'resolved' || stage.status === 'closed' || undefined} />
              <b>{stage.label || 'New stage'}</b>
              <span className={styles.reads}>{stage.customerLabel}</span>
              {(open.get(stage.key) ?? 0) > 0 && <small>{counted(open.get(stage.key)!, 'case')} now</small>}
            </button>
          </li>
        ))}
      </ol>
      <p className={styles.aside}>
        {aside.length > 0 && 'Beside the path, back to where it came from:'}
        {aside.map(({ stage, place }) => (
          <button key={stage.key} type="button" aria-pressed={place === at} onClick={() => onChoose(place)}>
            {stage.label || 'New stage'}
            {(open.get(stage.key) ?? 0) > 0 && `, ${open.get(stage.key)} now`}
          </button>
        ))}
        {onAdd && (
          <button type="button" className={styles.addStage} onClick={onAdd}>
            <IconPlus size={13} stroke={1.8} aria-hidden /> Add a stage
          </button>
        )}
      </p>
    </section>
  )
}

/** What must be done in one stage, and known for the next. */
const requiredBetween = (from: Stage, to: Stage, fields: Field[]): number =>
  from.tasks.filter((task) => task.mandatory).length +
  fields.filter(({ requiredFrom }) => requiredFrom === to.key).length

/** The gate on the arrow that leaves a stage. */
function Gate({ required }: { required: number }) {
  if (required === 0) return null
  return (
    <span className={styles.gate}>
      <i aria-hidden />
      {required} required
    </span>
  )
}
