import { CloseButton, NativeSelect } from '@mantine/core'
import type { ConditionIs } from '../../../../features/cases/contract/conditions.ts'
import studio from '../../../ui/studio.module.css'
import { type AskedCondition, type AskedField, askedGroups, askedName, conditionOn, waysOf, wayWords } from './asked.ts'
import { ConditionValues } from './ConditionValues.tsx'
import styles from './conditions.module.css'
import { useConditionChoices } from './useConditionChoices.ts'

interface Props<C extends AskedCondition> {
  conditions: C[]
  /** What can be asked for besides the fields of forms; the first is what a new condition begins with. */
  offered: readonly Exclude<AskedField & C['field'], 'custom'>[]
  disabled: boolean
  onChange: (conditions: C[]) => void
}

/** When something applies, a line for each condition; all of them must hold. */
export function ConditionsEditor<C extends AskedCondition>({ conditions, offered, disabled, onChange }: Props<C>) {
  const known = useConditionChoices(conditions)
  const change = (at: number, next: AskedCondition) =>
    onChange(conditions.map((each, place) => (place === at ? (next as C) : each)))
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
              value={askedName(condition)}
              onChange={(event) => change(at, conditionOn(event.currentTarget.value))}
              data={askedGroups(offered, known.fields, condition)}
            />
            <NativeSelect
              size="xs"
              aria-label={`Condition ${at + 1} asks for`}
              disabled={disabled}
              value={condition.is}
              onChange={(event) => change(at, comparing(condition, event.currentTarget.value as ConditionIs))}
              data={waysOf(condition, known.fields).map((is) => ({
                value: is,
                label: wayWords({ field: condition.field, is }),
              }))}
            />
            <ConditionValues
              condition={condition}
              label={`Condition ${at + 1} value`}
              disabled={disabled}
              known={known}
              onChange={(values) => change(at, { ...condition, values })}
            />
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
          onClick={() => onChange([...conditions, conditionOn(offered[0]!) as C])}
        >
          Add a condition
        </button>
      )}
    </section>
  )
}

/** What is compared has one value. */
const comparing = (condition: AskedCondition, is: ConditionIs): AskedCondition => ({
  ...condition,
  is,
  values: is === 'one_of' || is === 'none_of' ? condition.values : condition.values.slice(0, 1),
})
