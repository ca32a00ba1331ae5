import { IconAlertTriangle, IconCheck } from '../../ui/icons.ts'
import styles from './families.module.css'

interface Props {
  against: readonly string[]
  warnings?: readonly string[]
  happens: readonly string[]
}

/** What stands against an act, what to mind, what happens: in this order, because it decides in this order. */
export function Outcome({ against, warnings = [], happens }: Props) {
  const rows = (sentences: readonly string[], Icon: typeof IconCheck) =>
    sentences.map((sentence) => (
      <li key={sentence}>
        <Icon size={15} stroke={1.7} aria-hidden />
        {sentence}
      </li>
    ))
  return (
    <div className={styles.outcome}>
      {against.length > 0 && (
        <div role="alert">
          <ul data-tone="against" aria-label="What stands against it">
            {rows(against, IconAlertTriangle)}
          </ul>
        </div>
      )}
      {warnings.length > 0 && (
        <ul data-tone="warning" aria-label="To mind">
          {rows(warnings, IconAlertTriangle)}
        </ul>
      )}
      {against.length === 0 && <ul aria-label="What happens">{rows(happens, IconCheck)}</ul>}
    </div>
  )
}
