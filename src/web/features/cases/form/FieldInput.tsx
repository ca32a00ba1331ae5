import { MultiSelect, NativeSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Field } from '../../../../features/casetypes/contract/fields.ts'
import type { Named } from '../../../../platform/shapes.ts'
import { minorOf, money } from '../../../ui/amounts.ts'
import { useNow } from '../../../ui/clock.ts'
import { PickAccount } from '../../customers/PickAccount.tsx'
import { peopleQuery } from '../../people/queries.ts'
import { personChoices } from '../../people/standing.ts'
import { FileBox } from './FileBox.tsx'
import { ProductBox } from './ProductBox.tsx'
import type { Draft } from './values.ts'

interface Props {
  field: Field
  /** Whose form it is; a case that is being opened has no number, and takes no files yet. */
  of: { number: string | null; account: Named | null }
  draft: Draft
  /** What the chosen person, account, product or file is called, where one is chosen already. */
  name: string | null
  /** Said under the box, such as from where on it is needed. */
  note: string | null
  error: ReactNode
  onChange: (draft: Draft) => void
}

const inside = { withinPortal: false, shadow: 'none' } as const

/** The box of one field, by its kind. */
export function FieldInput({ field, of, draft, name, note, error, onChange }: Props) {
  const { kind, label } = field
  const text = Array.isArray(draft) ? '' : draft
  const box = { label, error, description: [field.help, note].filter(Boolean).join('. ') || undefined }
  const typed = { ...box, value: text, onChange: (event: Typed) => onChange(event.currentTarget.value) }
  const options = field.choices.map((choice) => ({ value: choice.key, label: choice.label }))
  switch (kind) {
    case 'long_text':
      return <Textarea {...typed} wrapperProps={{ 'data-wide': true }} autosize minRows={2} maxLength={4000} />
    case 'number':
      return <TextInput {...typed} inputMode="decimal" maxLength={20} />
    case 'money':
      return <MoneyInput {...typed} currency={field.currency ?? 'EUR'} />
    case 'date':
      return <TextInput {...typed} type="date" />
    case 'yes_no':
      return (
        <NativeSelect
          {...typed}
          data={[
            { value: '', label: 'Not known yet' },
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
      )
    case 'choice':
      return <NativeSelect {...typed} data={[{ value: '', label: 'Not known yet' }, ...options]} />
    case 'several':
      return (
        <MultiSelect
          {...box}
          wrapperProps={{ 'data-wide': true }}
          comboboxProps={inside}
          data={options}
          value={Array.isArray(draft) ? draft : []}
          onChange={onChange}
        />
      )
    case 'person':
      return <PersonInput {...box} value={text} name={name} onChange={onChange} />
    case 'account':
      return (
        <PickAccount
          label={label}
          known={text && name ? { id: text, name } : null}
          value={text}
          error={error}
          onChange={onChange}
        />
      )
    case 'product':
      return <ProductBox {...box} value={text} name={name} account={of.account} onChange={onChange} />
    case 'file':
      return of.number && <FileBox {...box} value={text} name={name} number={of.number} onChange={onChange} />
    default:
      return <TextInput {...typed} maxLength={4000} />
  }
}

type Typed = { currentTarget: { value: string } }

interface MoneyProps {
  label: string
  description: string | undefined
  error: ReactNode
  value: string
  currency: string
  onChange: (event: Typed) => void
}

/** An amount; how it is read stands under it as soon as that looks otherwise than what was typed. */
function MoneyInput({ currency, description, ...typed }: MoneyProps) {
  const minor = minorOf(typed.value, currency)
  const read = minor !== null && /[.,]/.test(typed.value) ? money(minor, currency) : null
  return (
    <TextInput
      {...typed}
      description={[description, read && `That is ${read}`].filter(Boolean).join('. ') || undefined}
      inputMode="decimal"
      maxLength={20}
      rightSection={currency}
      rightSectionWidth={52}
    />
  )
}

interface PersonProps {
  label: string
  description: string | undefined
  error: ReactNode
  value: string
  name: string | null
  onChange: (id: string) => void
}

/** Somebody who works here; whoever has left stays named. */
function PersonInput({ value, name, onChange, ...box }: PersonProps) {
  const people = useQuery(peopleQuery).data?.items ?? []
  const known = new Map(personChoices(people, useNow()).map((each) => [each.value, each.label]))
  if (value && name && !known.has(value)) known.set(value, name)
  return (
    <Select
      {...box}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `No ${box.label.toLowerCase()}` }}
      comboboxProps={inside}
      nothingFoundMessage="Nobody of that name"
      data={[...known].map(([id, label]) => ({ value: id, label }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
