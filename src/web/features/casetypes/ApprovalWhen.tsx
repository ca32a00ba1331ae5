import { MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ApprovalCondition } from '../../../features/casetypes/contract/approvals.ts'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { amountText, minorOf } from '../../ui/amounts.ts'
import { answersOf } from './fields.ts'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  when: ApprovalCondition | undefined
  disabled: boolean
  onChange: (when: ApprovalCondition | undefined) => void
}

/** Always, or only where a value says so: an amount over a limit, or one of some answers. */
export function ApprovalWhen({ definition, when, disabled, onChange }: Props) {
  const deciding = definition.fields.filter((field) => isAmount(field) || answersOf(field).length > 0)
  const field = deciding.find(({ key }) => key === when?.field)
  if (deciding.length === 0) return null
  return (
    <div className={styles.names}>
      <NativeSelect
        size="xs"
        label="Asked for"
        disabled={disabled}
        value={field?.key ?? ''}
        data={[
          { value: '', label: 'always' },
          ...deciding.map((each) => ({
            value: each.key,
            label: `where ${each.label || 'it'} is${isAmount(each) ? ' over' : ''}`,
          })),
        ]}
        onChange={(event) => {
          const chosen = deciding.find(({ key }) => key === event.currentTarget.value)
          onChange(chosen && conditionOn(chosen))
        }}
      />
      {field && when && 'over' in when && (
        <Limit key={field.key} field={field} over={when.over} disabled={disabled} onChange={onChange} />
      )}
      {field && when && 'is' in when && (
        <MultiSelect
          size="xs"
          label="One of"
          disabled={disabled}
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          data={answersOf(field)}
          value={when.is}
          onChange={(is) => is.length > 0 && onChange({ field: field.key, is })}
        />
      )}
    </div>
  )
}

const isAmount = ({ kind }: Field): boolean => kind === 'money' || kind === 'number'

const conditionOn = (field: Field): ApprovalCondition =>
  isAmount(field) ? { field: field.key, over: 0 } : { field: field.key, is: [answersOf(field)[0]!.value] }

interface LimitProps {
  field: Field
  over: number
  disabled: boolean
  onChange: (when: ApprovalCondition) => void
}

/** As it is typed; what is no amount yet changes nothing. */
function Limit({ field, over, disabled, onChange }: LimitProps) {
  const currency = field.kind === 'money' ? (field.currency ?? 'EUR') : null
  const [text, setText] = useState(currency ? amountText(over, currency) : String(over))
  const read = (typed: string) =>
    currency ? minorOf(typed, currency) : /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : null
  return (
    <TextInput
      size="xs"
      label={currency ? `More than, in ${currency}` : 'More than'}
      inputMode="decimal"
      disabled={disabled}
      value={text}
      error={read(text) === null ? 'an amount such as 500' : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const limit = read(typed)
        if (limit !== null && limit >= 0) onChange({ field: field.key, over: limit })
      }}
    />
  )
}
