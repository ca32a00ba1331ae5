import { Button } from '@mantine/core'
import type { Merge } from '../../../features/families/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { counted } from '../../ui/amounts.ts'
import form from '../../ui/form.module.css'
import { Sheet } from '../../ui/Sheet.tsx'
import { Outcome } from './Outcome.tsx'
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
      <Outcome against={against} happens={happens} />
      <footer className={form.foot}>
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
