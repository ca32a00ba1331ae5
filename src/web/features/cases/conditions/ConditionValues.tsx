import { MultiSelect, NativeSelect, NumberInput, TagsInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AskedCondition } from './asked.ts'
import styles from './conditions.module.css'
import { recordsMatching } from './queries.ts'
import type { Choice, ConditionChoices } from './useConditionChoices.ts'

interface Props {
  condition: AskedCondition
  label: string
  disabled: boolean
  known: ConditionChoices
  onChange: (values: string[]) => void
}

/** What a condition asks for: chosen from a list where there is one, a number where sizes are compared, else words. */
export function ConditionValues({ condition, label, disabled, known, onChange }: Props) {
  const { field, key, is, values } = condition
  const form = known.fields.find((each) => each.key === key)
  const choices = field === 'custom' ? (form?.choices.length ? form.choices : undefined) : known.choices[field]
  const empty = values.length === 0
  // What was just added is not wrong before it was left empty.
  const [left, setLeft] = useState(false)
  const shared = {
    ...{ size: 'xs', 'aria-label': label, disabled, error: empty && left },
    onBlur: () => setLeft(true),
  } as const
  if (is === 'at_least' || is === 'less_than') {
    if (!choices)
      return (
        <NumberInput
          {...shared}
          placeholder={empty ? 'a number' : ''}
          decimalScale={4}
          value={values[0] ?? ''}
          onChange={(typed) => onChange(typed === '' ? [] : [String(typed)])}
        />
      )
    return (
      <NativeSelect
        {...shared}
        value={values[0] ?? ''}
        onChange={(event) => onChange(event.currentTarget.value ? [event.currentTarget.value] : [])}
        data={[...(empty ? [{ value: '', label: 'choose' }] : []), ...choices]}
      />
    )
  }
  const several = { ...shared, value: values, comboboxProps: { shadow: 'none' }, onChange }
  if (field === 'account' || field === 'product' || field === 'contract' || field === 'contact')
    return <Records {...several} field={field} known={choices ?? []} />
  if (!choices) return <TagsInput {...several} placeholder={empty ? 'type and press Enter' : ''} />
  const listed = withGone(choices, values)
  return (
    <MultiSelect
      {...several}
      searchable
      placeholder={empty ? 'choose' : ''}
      data={listed.map(({ value, label: name }) => ({ value, label: name }))}
      renderOption={({ option }) => <Option {...listed.find(({ value }) => value === option.value)!} />}
    />
  )
}

function Option({ label, note }: Choice) {
  return (
    <span className={styles.option}>
      {label}
      {note && <small>{note}</small>}
    </span>
  )
}

interface Records {
  field: 'account' | 'product' | 'contract' | 'contact'
  known: readonly Choice[]
  value: string[]
}

/** Of what there can be thousands is found by what is typed. */
function Records({ field, known, value, ...shared }: Records & { onChange: (values: string[]) => void }) {
  const [typed, setTyped] = useState('')
  const found = useQuery({ ...recordsMatching(field, typed), placeholderData: keepPreviousData }).data ?? []
  const more = found.filter((each) => known.every((one) => one.value !== each.value))
  return (
    <MultiSelect
      {...shared}
      value={value}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      placeholder={value.length === 0 ? 'type to find' : ''}
      limit={50}
      data={withGone([...known, ...more], value)}
    />
  )
}

/** A value that is gone from the list, such as a deleted account, stays visible until it is removed. */
function withGone(choices: readonly Choice[], values: readonly string[]): Choice[] {
  const gone = values.filter((value) => !choices.some((each) => each.value === value))
  return [...choices, ...gone.map((value) => ({ value, label: value }))]
}
