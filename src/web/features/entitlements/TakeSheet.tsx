import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ServiceContract } from '../../../features/entitlements/contract/coverage.ts'
import { split } from '../../../features/entitlements/rules/ledger.ts'
import { api } from '../../api.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useSaving } from './ContractActs.tsx'
import { amountOf } from './words.ts'

interface Props {
  contract: ServiceContract
  mayAdjust: boolean
  onClose: () => void
}

/** Work that was done is taken from the contract, or its balance is put right; what it comes to is said before. */
export function TakeSheet({ contract, mayAdjust, onClose }: Props) {
  const choices = contract.standings.filter(({ balance }) => balance !== null)
  const [id, setId] = useState(choices[0]!.id)
  const [kind, setKind] = useState<'consume' | 'adjust'>('consume')
  const [typed, setTyped] = useState<number | string>('')
  const [note, setNote] = useState('')
  const [number, setNumber] = useState('')
  const chosen = choices.find((each) => each.id === id) ?? choices[0]!
  const hours = chosen.kind === 'hours'
  const amount = Math.round(Number(typed) * (hours ? 60 : 1))
  const saving = useSaving(
    () =>
      api.entitlements.addEntry({
        params: { id: chosen.id },
        body: { kind, amount, note, ...(number.trim() && { case: number.trim() }) },
      }),
    onClose,
  )
  const { overage } = split(chosen.balance!, amount)
  return (
    <Sheet title={`${mayAdjust ? 'Use or adjust' : 'Use'} ${contract.number}`} onClose={onClose} size={480}>
      <SheetForm
        onSubmit={saving.submit}
        onCancel={onClose}
        problem={saving.problem}
        pending={saving.pending}
        act={kind === 'consume' ? 'Take it' : 'Adjust'}
        disabled={!amount || !note.trim()}
        note={
          amount
            ? kind === 'adjust'
              ? `Then ${amountOf(chosen.kind, chosen.balance! + amount)} are left.`
              : overage > 0
                ? `${amountOf(chosen.kind, overage)} go beyond what is left.`
                : `Then ${amountOf(chosen.kind, chosen.balance! - amount)} are left.`
            : `${amountOf(chosen.kind, chosen.balance!)} are left.`
        }
      >
        {mayAdjust && (
          <SegmentedControl
            data-wide
            aria-label="What to do"
            data={[
              { value: 'consume', label: 'Use' },
              { value: 'adjust', label: 'Adjust' },
            ]}
            value={kind}
            onChange={(next) => setKind(next as 'consume' | 'adjust')}
          />
        )}
        {choices.length > 1 && (
          <NativeSelect
            label="From"
            data={choices.map((each) => ({ value: each.id, label: each.name }))}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
        )}
        <NumberInput
          data-autofocus
          label={hours ? 'Hours' : 'Incidents'}
          description={kind === 'adjust' ? 'Less than nothing takes away' : undefined}
          allowDecimal={hours}
          decimalScale={2}
          allowNegative={kind === 'adjust'}
          value={typed}
          error={saving.fields?.amount}
          onChange={setTyped}
        />
        <TextInput
          label="Case"
          placeholder="C-10482"
          description="Where it was one"
          value={number}
          error={saving.fields?.case}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={kind === 'consume' ? 'What for' : 'Why'}
          wrapperProps={{ 'data-wide': true }}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}
