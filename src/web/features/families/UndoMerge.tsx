import { Button } from '@mantine/core'
import type { Merge } from '../../../features/families/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import { IconAlertTriangle, IconCheck } from '../../ui/icons.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './families.module.css'
import { useFamilyAct } from './queries.ts'

/** What taking a merge back will do, with the messages counted, before it is done. */
export function UndoMerge({ merge, onClose }: { merge: Merge; onClose: () => void }) {
  const { source, survivor, undo } = merge
  const go = useGo()
  const act = useFamilyAct(() => api.families.undoMerge({ params: { id: merge.id } }))
  const happens = [
    `${source.number} “${source.subject}” stands as before the merge, with its clocks${
      undo.returns > 0 ? ` and ${counted(undo.returns, 'message')}` : ''
    }.`,
    undo.stays > 0
      ? `${counted(undo.stays, 'message')} that came since ${undo.stays === 1 ? 'stays' : 'stay'} with ${survivor.number}.`
      : `Nothing came since: ${survivor.number} is as before, too.`,
    `What somebody changed on ${survivor.number} since stays changed.`,
  ]
  const against = act.error ? [...undo.because, act.error.message] : undo.because
  return (
    <Sheet title={`Undo the merge of ${source.number}`} onClose={onClose} size={560}>
      <div className={styles.outcome}>
        {against.length > 0 && (
          <ul data-tone="against" role="alert">
            {against.map((sentence) => (
              <li key={sentence}>
                <IconAlertTriangle size={15} stroke={1.7} aria-hidden />
                {sentence}
              </li>
            ))}
          </ul>
        )}
        {undo.allowed && (
          <ul aria-label="What happens">
            {happens.map((sentence) => (
              <li key={sentence}>
                <IconCheck size={15} stroke={1.7} aria-hidden />
                {sentence}
              </li>
            ))}
          </ul>
        )}
      </div>
      <footer className={styles.foot}>
        <span />
        <Button variant="default" onClick={onClose}>
          Keep merged
        </Button>
        <Button
          disabled={!undo.allowed}
          loading={act.isPending}
          onClick={() => act.mutate(undefined, { onSuccess: ({ source: back }) => go(`/cases/${back.number}`) })}
        >
          Undo the merge
        </Button>
      </footer>
    </Sheet>
  )
}
