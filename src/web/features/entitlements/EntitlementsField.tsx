import { Button, MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { EntitlementTerms } from '../../../features/entitlements/contract/terms.ts'
import { IconPlus, IconX } from '../../ui/icons.ts'
import { typesQuery } from '../people/queries.ts'
import styles from './entitlements.module.css'
import { newEntitlement } from './newEntitlement.ts'
import { grantOf } from './words.ts'

interface Props {
  entitlements: EntitlementTerms[]
  /** Those that have a ledger already: their kind and period stay. */
  kept: readonly string[]
  error: ReactNode
  onChange: (next: EntitlementTerms[]) => void
}

/** The lines of a contract, each with what it comes to in words. */
export function EntitlementsField({ entitlements, kept, error, onChange }: Props) {
  const change = (id: string, part: Partial<EntitlementTerms>) =>
    onChange(entitlements.map((each) => (each.id === id ? { ...each, ...part } : each)))
  return (
    <div data-wide>
      {entitlements.map((each) => (
        <Line
          key={each.id}
          entitlement={each}
          fixed={kept.includes(each.id)}
          only={entitlements.length === 1}
          onChange={(part) => change(each.id, part)}
          onRemove={() => onChange(entitlements.filter(({ id }) => id !== each.id))}
        />
      ))}
      {error && (
        <p className={styles.ask} role="alert">
          {error}
        </p>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} stroke={1.8} />}
        onClick={() => onChange([...entitlements, newEntitlement()])}
      >
        Add another right
      </Button>
    </div>
  )
}

interface LineProps {
  entitlement: EntitlementTerms
  fixed: boolean
  only: boolean
  onChange: (part: Partial<EntitlementTerms>) => void
  onRemove: () => void
}

const channels: { value: EntitlementTerms['channels'][number]; label: string }[] = [
  { value: 'email', label: 'Mail' },
  { value: 'form', label: 'Form' },
  { value: 'portal', label: 'Portal' },
  { value: 'chat', label: 'Chat' },
  { value: 'phone', label: 'Phone' },
  { value: 'sms', label: 'SMS' },
  { value: 'messaging', label: 'Messaging' },
  { value: 'api', label: 'API' },
  { value: 'agent', label: 'Opened by a colleague' },
]

function Line({ entitlement, fixed, only, onChange, onRemove }: LineProps) {
  const types = useQuery(typesQuery).data?.items ?? []
  const { kind, amount, per, rollOver } = entitlement
  const unit = kind === 'hours' ? 60 : 1
  const periodic = kind !== 'unlimited' && per !== 'contract'
  const setKind = (next: EntitlementTerms['kind']) =>
    onChange({ kind: next, amount: next === 'unlimited' ? null : next === 'hours' ? 1200 : 10, rollOver: null })
  const setCarried = (cap: number) =>
    onChange({ rollOver: cap > 0 ? { cap: Math.round(cap * unit), periods: rollOver?.periods ?? 1 } : null })
  return (
    <div className={styles.entitlement}>
      <TextInput
        data-half
        wrapperProps={{ 'data-half': true }}
        label="Called"
        value={entitlement.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NativeSelect
        wrapperProps={{ 'data-half': true }}
        label="Kind"
        disabled={fixed}
        value={kind}
        data={[
          { value: 'hours', label: 'Prepaid hours' },
          { value: 'incidents', label: 'Number of incidents' },
          { value: 'unlimited', label: 'As often as needed' },
        ]}
        onChange={(event) => setKind(event.currentTarget.value as EntitlementTerms['kind'])}
      />
      {kind !== 'unlimited' && (
        <>
          <NumberInput
            label={kind === 'hours' ? 'Hours' : 'Incidents'}
            min={0}
            allowNegative={false}
            allowDecimal={kind === 'hours'}
            decimalScale={2}
            value={amount === null ? '' : amount / unit}
            onChange={(next) => onChange({ amount: Number(next) > 0 ? Math.round(Number(next) * unit) : null })}
          />
          <NativeSelect
            label="Granted"
            disabled={fixed}
            value={per}
            data={[
              { value: 'contract', label: 'once' },
              { value: 'month', label: 'each month' },
              { value: 'quarter', label: 'each quarter' },
              { value: 'year', label: 'each year' },
            ]}
            onChange={(event) =>
              onChange({ per: event.currentTarget.value as EntitlementTerms['per'], rollOver: null })
            }
          />
        </>
      )}
      {periodic && (
        <>
          <NumberInput
            label="Carried over, up to"
            placeholder="nothing"
            min={0}
            allowNegative={false}
            allowDecimal={kind === 'hours'}
            decimalScale={2}
            value={rollOver ? rollOver.cap / unit : ''}
            onChange={(next) => setCarried(Number(next))}
          />
          <NumberInput
            label="For periods"
            disabled={!rollOver}
            min={1}
            max={24}
            allowDecimal={false}
            value={rollOver?.periods ?? 1}
            onChange={(next) => rollOver && onChange({ rollOver: { ...rollOver, periods: Number(next) || 1 } })}
          />
        </>
      )}
      <MultiSelect
        wrapperProps={{ 'data-half': true }}
        label="Ways of asking"
        placeholder={entitlement.channels.length === 0 ? 'every one' : ''}
        data={channels}
        value={entitlement.channels}
        onChange={(next) => onChange({ channels: next as EntitlementTerms['channels'] })}
      />
      <MultiSelect
        wrapperProps={{ 'data-half': true }}
        label="Types of case"
        placeholder={entitlement.types.length === 0 ? 'every one' : ''}
        data={types.map((type) => ({ value: type.key, label: type.definition.name }))}
        value={entitlement.types}
        onChange={(next) => onChange({ types: next })}
      />
      <div className={styles.sum}>
        {grantOf(entitlement)}
        {!fixed && !only && (
          <Button variant="subtle" size="xs" leftSection={<IconX size={14} />} onClick={onRemove} ml={8}>
            Remove
          </Button>
        )}
      </div>
    </div>
  )
}
