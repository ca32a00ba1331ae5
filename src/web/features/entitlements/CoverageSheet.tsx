import { NumberInput, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { CaseCoverage, Considered } from '../../../features/entitlements/contract/coverage.ts'
import { api } from '../../api.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useSaving } from './ContractActs.tsx'
import styles from './entitlements.module.css'
import { amountOf, unmetOf } from './words.ts'

interface Props {
  number: string
  coverage: CaseCoverage
  onClose: () => void
}

/** Every entitlement that was looked at, with why it covers or does not; a person may know better, and says why. */
export function CoverageSheet({ number, coverage, onClose }: Props) {
  const now = coverage.by?.entitlement.id ?? 'none'
  const [chosen, setChosen] = useState(now)
  const [reason, setReason] = useState('')
  const [held, setHeld] = useState<number | string>(coverage.reservedMinutes / 60)
  const minutes = Math.round(Number(held) * 60)
  const choosing = chosen !== now
  const holding = !choosing && coverage.by?.entitlement.kind === 'hours' && minutes !== coverage.reservedMinutes
  const saving = useSaving(async () => {
    const params = { id: number }
    if (holding) return api.entitlements.reserveHours({ params, body: { minutes } })
    const entitlementId = chosen === 'none' ? null : chosen
    return api.entitlements.chooseCoverage({ params, body: { version: coverage.version, entitlementId, reason } })
  }, onClose)
  return (
    <Sheet title={`What covers ${number}`} onClose={onClose} size={520}>
      <SheetForm
        onSubmit={saving.submit}
        onCancel={onClose}
        problem={saving.problem}
        pending={saving.pending}
        act={holding ? 'Hold the hours' : 'Choose it'}
        disabled={!holding && (!choosing || !reason.trim())}
        note={choosing && coverage.by?.entitlement.kind === 'incidents' ? 'The incident it took is given back.' : null}
      >
        <Radio.Group
          data-wide
          label="Looked at when the case came, in this order"
          value={chosen}
          onChange={setChosen}
          classNames={{ root: styles.considered! }}
        >
          <ul className={styles.choices}>
            {coverage.considered.map((each) => (
              <li key={each.entitlement.id}>
                <Radio value={each.entitlement.id} label={<Choice considered={each} />} />
                <Unmet considered={each} />
              </li>
            ))}
            <li>
              <Radio value="none" label="Nothing covers it" />
            </li>
          </ul>
        </Radio.Group>
        {choosing ? (
          <Textarea
            label="Why"
            autosize
            minRows={2}
            wrapperProps={{ 'data-wide': true }}
            value={reason}
            error={saving.fields?.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : (
          coverage.by?.entitlement.kind === 'hours' && (
            <NumberInput
              label="Hours held for this case"
              description="They stay in the balance until they are worked"
              min={0}
              allowNegative={false}
              decimalScale={2}
              value={held}
              error={saving.fields?.minutes}
              onChange={setHeld}
            />
          )
        )}
      </SheetForm>
    </Sheet>
  )
}

const Choice = ({ considered: { contract, entitlement, left } }: { considered: Considered }) => (
  <>
    <b>{entitlement.name}</b>, {contract.name} ({contract.number})
    {left !== null && `, ${amountOf(entitlement.kind, left)} left then`}
  </>
)

function Unmet({ considered: { unmet } }: { considered: Considered }) {
  if (unmet.length === 0) return null
  return (
    <ul>
      {unmet.map((each) => (
        <li key={each.code}>{unmetOf(each)}</li>
      ))}
    </ul>
  )
}
