import type { Case } from '../../../features/cases/contract.ts'
import styles from './Plan.module.css'

/** What the playbook of the type says for this stage: there for whoever wants it, and quiet for whoever knows it. */
export function Playbook({ found }: { found: Case }) {
  const here = found.stages.filter(({ state, guidance }) => state === 'here' && guidance)
  const stage = here.find(({ aside }) => aside) ?? here[0]
  if (!stage) return null
  return (
    <details className={styles.playbook}>
      <summary>How we do it: {stage.label}</summary>
      <p>{stage.guidance}</p>
    </details>
  )
}
