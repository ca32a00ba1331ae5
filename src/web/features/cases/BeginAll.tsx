import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import { api } from '../../api.ts'
import { said } from '../../ui/said.ts'
import styles from '../../ui/why.module.css'

/** Where several stages were jumped over, their work is begun at once, and ticked where it stands. */
export function BeginAll({ asks, number }: { asks: readonly Requirement[]; number: string }) {
  const cache = useQueryClient()
  const unbegun = new Map(
    asks.flatMap(({ met, stage }) => (!met && stage && !stage.begun ? [[stage.key, stage.label] as const] : [])),
  )
  const begin = useMutation({
    mutationFn: async () => {
      for (const stage of unbegun.keys()) await api.cases.beginWork({ params: { id: number }, body: { stage } })
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['case', number] }),
    ...said,
  })
  if (unbegun.size < 2) return null
  return (
    <p className={styles.beginAll}>
      <button type="button" className={styles.fill} disabled={begin.isPending} onClick={() => begin.mutate()}>
        Begin the work of {[...unbegun.values()].join(', ')}
      </button>
    </p>
  )
}
