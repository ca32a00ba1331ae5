import type { Field } from '../../../../features/casetypes/contract/fields.ts'
import { isAsked } from '../../../../features/casetypes/rules/fields.ts'
import type { Named } from '../../../../platform/shapes.ts'
import { FieldInput } from './FieldInput.tsx'
import { type Draft, enteredValue } from './values.ts'

interface Props {
  /** The account it is opened for, where that is known. */
  account: Named | null
  fields: readonly Field[]
  form: Record<string, Draft>
  told: Record<string, string>
  onChange: (key: string, draft: Draft) => void
}

/** What the chosen type asks for, as far as it is known when the case is opened; nothing of it has to be. */
export function NewCaseForm({ account, fields, form, told, onChange }: Props) {
  const values = Object.fromEntries(fields.map((field) => [field.key, enteredValue(field, form[field.key] ?? '')]))
  const asked = fields.filter((field) => field.seenBy === 'staff' && field.kind !== 'file' && isAsked(field, values))
  if (asked.length === 0) return null
  return (
    <>
      <h3>What is known already</h3>
      {asked.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          of={{ number: null, account }}
          draft={form[field.key] ?? (field.kind === 'several' ? [] : '')}
          name={null}
          note={null}
          error={told[field.key]}
          onChange={(draft) => onChange(field.key, draft)}
        />
      ))}
    </>
  )
}
