import { ActionIcon, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Field, FieldKind } from '../../../features/casetypes/contract/fields.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { pathOf } from '../../../features/casetypes/rules/stages.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import { moved } from '../../ui/order.ts'
import studio from '../../ui/studio.module.css'
import { FieldDetails } from './FieldDetails.tsx'
import { kindName, newField, ofKind } from './fields.ts'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  /** Keys that are in use on cases: a field of them stays of its kind. */
  published: ReadonlySet<string>
  disabled: boolean
  onChange: (fields: Field[]) => void
}

/** What a case of this type is asked for, and which stage waits for it. */
export function FieldsEditor({ definition, published, disabled, onChange }: Props) {
  const { fields } = definition
  const [open, setOpen] = useState<string | null>(null)
  const change = (at: number, field: Field) => onChange(fields.map((each, place) => (place === at ? field : each)))
  const stages = pathOf(definition).slice(1)
  return (
    <section aria-label="Fields" className={styles.form}>
      <h2 className={styles.label}>
        What it asks for <span>a value that a stage needs must be there before a case enters it</span>
      </h2>
      {fields.length > 0 && (
        <ol className={styles.fields}>
          {fields.map((field, at) => {
            const called = field.label || `Field ${at + 1}`
            return (
              <li key={field.key} data-open={open === field.key || undefined}>
                <div>
                  <TextInput
                    size="xs"
                    aria-label={`Name of field ${at + 1}`}
                    placeholder="Name"
                    disabled={disabled}
                    maxLength={80}
                    value={field.label}
                    onChange={(event) => change(at, { ...field, label: event.currentTarget.value })}
                  />
                  <NativeSelect
                    size="xs"
                    aria-label={`Kind of ${called}`}
                    disabled={disabled || published.has(field.key)}
                    value={field.kind}
                    data={Object.entries(kindName).map(([value, label]) => ({ value, label }))}
                    onChange={(event) => {
                      change(at, ofKind(field, event.currentTarget.value as FieldKind))
                      setOpen(field.key)
                    }}
                  />
                  <NativeSelect
                    size="xs"
                    aria-label={`${called} is needed`}
                    disabled={disabled}
                    value={field.requiredFrom ?? ''}
                    data={[
                      { value: '', label: 'may stay empty' },
                      ...stages.map(({ key, label }) => ({ value: key, label: `needed for ${label}` })),
                    ]}
                    onChange={(event) => {
                      const { requiredFrom: _, ...rest } = field
                      const stage = event.currentTarget.value
                      change(at, stage ? { ...rest, requiredFrom: stage } : rest)
                    }}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`More of ${called}`}
                    aria-expanded={open === field.key}
                    onClick={() => setOpen(open === field.key ? null : field.key)}
                  >
                    <IconChevronDown size={16} stroke={1.7} />
                  </ActionIcon>
                </div>
                {open === field.key && (
                  <FieldDetails
                    field={field}
                    before={fields.slice(0, at)}
                    disabled={disabled}
                    onChange={(changed) => change(at, changed)}
                    onUp={at > 0 ? () => onChange(moved(fields, at, at - 1)) : null}
                    onDown={at < fields.length - 1 ? () => onChange(moved(fields, at, at + 1)) : null}
                    onRemove={() => onChange(fields.filter((_, place) => place !== at))}
                  />
                )}
              </li>
            )
          })}
        </ol>
      )}
      {!disabled && fields.length < 60 && (
        <button
          type="button"
          className={studio.add}
          onClick={() => {
            const made = newField(fields)
            onChange([...fields, made])
            setOpen(made.key)
          }}
        >
          Add a field
        </button>
      )}
      {disabled && fields.length === 0 && <p className={studio.sub}>Nothing beyond what every case has.</p>}
    </section>
  )
}
