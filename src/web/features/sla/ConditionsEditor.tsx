import { CloseButton, MultiSelect, NativeSelect, TagsInput } from '@mantine/core'
import type { Condition, ConditionField } from '../../../features/sla/contract.ts'
import studio from '../../ui/studio.module.css'
import { conditionFields, fieldNames } from './conditions.ts'
import styles from './policies.module.css'

interface Props {
  conditions: Condition[]
  disabled: boolean
  /** What there is to choose from, for the fields that have a list. */
  choices: Partial<Record<ConditionField, { value: string; label: string }[]>>
  onChange: (conditions: Condition[]) => void
}

/** When the policy applies, a line for each condition; all of them must hold. */
export function ConditionsEditor({ conditions, disabled, choices, onChange }: Props) {
  const change = (at: number, part: Partial<Condition>) =>
    onChange(conditions.map((each, place) => (place === at ? { ...each, ...part } : each)))
  return (
    <section aria-label="Conditions">
      <h2 className={studio.label}>
        Applies when{' '}
        <span>{conditions.length > 1 ? 'all of these hold' : 'this holds; without a condition, always'}</span>
      </h2>
      <ul className={styles.conditions}>
        {conditions.map((condition, at) => (
          <li key={at}>
            <NativeSelect
              size="xs"
              aria-label={`Condition ${at + 1} looks at`}
              disabled={disabled}
              value={condition.field}
              onChange={(event) => change(at, { field: event.currentTarget.value as ConditionField, values: [] })}
              data={conditionFields.map((field) => ({ value: field, label: fieldNames[field] }))}
            />
            <NativeSelect
              size="xs"
              aria-label={`Condition ${at + 1} asks for`}
              disabled={disabled}
              value={condition.is}
              onChange={(event) => change(at, { is: event.currentTarget.value as Condition['is'] })}
              data={[
                { value: 'one_of', label: 'is' },
                { value: 'none_of', label: 'is not' },
              ]}
            />
            <Values condition={condition} at={at} disabled={disabled} choices={choices} onChange={change} />
            {!disabled && (
              <CloseButton
                size="sm"
                aria-label={`Remove condition ${at + 1}`}
                onClick={() => onChange(conditions.filter((_, place) => place !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <button
          type="button"
          className={studio.add}
          onClick={() => onChange([...conditions, { field: 'tier', is: 'one_of', values: [] }])}
        >
          Add a condition
        </button>
      )}
    </section>
  )
}

function Values({
  condition: { field, values },
  at,
  disabled,
  choices,
  onChange,
}: {
  condition: Condition
  at: number
  disabled: boolean
  choices: Props['choices']
  onChange: (at: number, part: Partial<Condition>) => void
}) {
  const shared = {
    size: 'xs',
    'aria-label': `Condition ${at + 1} value`,
    disabled,
    value: values,
    error: values.length === 0,
    placeholder: values.length === 0 ? 'choose' : '',
    comboboxProps: { shadow: 'none' },
    onChange: (next: string[]) => onChange(at, { values: next }),
  } as const
  const known = choices[field]
  if (!known) return <TagsInput {...shared} placeholder={values.length === 0 ? 'type and press Enter' : ''} />
  // A value that is gone from the list, such as a deleted account, stays visible until it is removed.
  const gone = values.filter((value) => !known.some((each) => each.value === value))
  return <MultiSelect {...shared} searchable data={[...known, ...gone.map((value) => ({ value, label: value }))]} />
}
