import { SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useSaving } from './ContractActs.tsx'

/** Whether work that no contract covers is done: a refusal says why. */
export function DecideSheet({ number, version, onClose }: { number: string; version: number; onClose: () => void }) {
  const [approve, setApprove] = useState(true)
  const [note, setNote] = useState('')
  const saving = useSaving(
    () =>
      api.entitlements.decideUncovered({
        params: { id: number },
        body: { version, approve, note: orNull(note) },
      }),
    onClose,
  )
  return (
    <Sheet title={`Work on ${number} that no contract covers`} onClose={onClose} size={460}>
      <SheetForm
        onSubmit={saving.submit}
        onCancel={onClose}
        problem={saving.problem}
        pending={saving.pending}
        act={approve ? 'Approve the work' : 'Refuse the work'}
        disabled={!approve && !note.trim()}
      >
        <SegmentedControl
          data-wide
          aria-label="The decision"
          data={[
            { value: 'yes', label: 'Approve' },
            { value: 'no', label: 'Refuse' },
          ]}
          value={approve ? 'yes' : 'no'}
          onChange={(next) => setApprove(next === 'yes')}
        />
        <Textarea
          data-autofocus
          label={approve ? 'Note' : 'Why'}
          autosize
          minRows={2}
          wrapperProps={{ 'data-wide': true }}
          value={note}
          error={saving.fields?.note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}
