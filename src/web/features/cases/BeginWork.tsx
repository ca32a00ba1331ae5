import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'
import styles from '../../ui/why.module.css'
import { useCaseAct } from './queries.ts'

type Stage = NonNullable<Requirement['stage']>

/** Work of a stage that was never begun is begun from where it is missed. */
export function BeginWork({ number, stage, can }: { number: string; stage: Stage; can: boolean }) {
  const begin = useCaseAct(number, () => api.cases.beginWork({ params: { id: number }, body: { stage: stage.key } }))
  if (!can) return <>in {stage.label}, not begun</>
  return (
    <>
      in {stage.label},{' '}
      <button
        type="button"
        className={styles.fill}
        disabled={begin.isPending}
        onClick={() => begin.mutate(undefined, said)}
      >
        begin it
      </button>
    </>
  )
}
