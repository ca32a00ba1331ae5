import { Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import { nextEnd } from '../../../features/entitlements/rules/periods.ts'
import { api } from '../../api.ts'
import { serverNow } from '../../ui/clock.ts'
import { fieldProblems, orNull, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'

interface Props {
  contract: ServiceContract
  onClose: () => void
}

/** The contract that follows, with the consequence named before it is made. */
export function RenewSheet({ contract, onClose, onDone }: Props & { onDone: (made: ServiceContract) => void }) {
  const [endsOn, setEndsOn] = useState(nextEnd(contract.terms) ?? '')
  const saving = useSaving(
    () => api.entitlements.renewContract({ params: { id: contract.id }, body: { endsOn: orNull(endsOn) } }),
    onDone,
  )
  return (
    <Sheet title={`Renew ${contract.number}`} onClose={onClose} size={460}>
      <SheetForm
        onSubmit={saving.submit}
        onCancel={onClose}
        problem={saving.problem}
        pending={saving.pending}
        act="Renew"
      >
        <p data-wide>
          A contract of its own follows on the day after {contract.terms.endsOn}, with the same terms. What is left of
          this one ends with it.
        </p>
        <TextInput
          type="date"
          label="Last day"
          description="Empty: until it is cancelled"
          value={endsOn}
          error={saving.fields?.endsOn}
          onChange={(event) => setEndsOn(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}

/** Ending a contract early takes what is left of it: said before it is done, and a reason is kept. */
export function CancelSheet({ contract, onClose }: Props) {
  const [on, setOn] = useState(serverNow().toISOString().slice(0, 10))
  const [reason, setReason] = useState('')
  const saving = useSaving(
    () =>
      api.entitlements.cancelContract({
        params: { id: contract.id },
        body: { version: contract.version, on, reason },
      }),
    onClose,
  )
  return (
    <Sheet title={`End ${contract.number} early`} onClose={onClose} size={460}>
      <SheetForm
        onSubmit={saving.submit}
        onCancel={onClose}
        problem={saving.problem}
        pending={saving.pending}
        act="End the contract"
        disabled={!reason.trim() || !on}
      >
        <p data-wide>
          From that day on it covers nothing, and what is left of it is lost. Its ledger stays. This cannot be undone.
        </p>
        <TextInput
          data-autofocus
          type="date"
          label="From"
          value={on}
          error={saving.fields?.on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <Textarea
          label="Why"
          autosize
          minRows={2}
          wrapperProps={{ 'data-wide': true }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}

/** One act of a sheet: saves, makes what was read of contracts old, says what went wrong. */
export function useSaving<T>(save: () => Promise<T>, onDone: (saved: T) => void) {
  const cache = useQueryClient()
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (saved) => {
      for (const kind of ['contract', 'contracts', 'case']) void cache.invalidateQueries({ queryKey: [kind] })
      onDone(saved)
    },
  })
  const fields = fieldProblems(saving.error)
  return {
    submit: (event: FormEvent) => {
      event.preventDefault()
      event.stopPropagation()
      saving.mutate()
    },
    pending: saving.isPending,
    fields,
    problem: saving.error && !fields ? wordsOf(saving.error) : null,
  }
}
