import { Button, Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import type { Field } from '../../../features/casetypes/contract/fields.ts'
import { answersOf, offersChoices } from './fields.ts'
import { Lines } from './Lines.tsx'
import styles from './types.module.css'

interface Props {
  field: Field
  /** The fields that stand before it: only on those it may depend. */
  before: readonly Field[]
  disabled: boolean
  onChange: (field: Field) => void
  onUp: (() => void) | null
  onDown: (() => void) | null
  onRemove: () => void
}

/** What a field offers, when it is asked at all, who reads it, and where it stands. */
export function FieldDetails({ field, before, disabled, onChange, onUp, onDown, onRemove }: Props) {
  const { when, help, ...plain } = field
  const deciding = before.filter((other) => answersOf(other).length > 0)
  const other = deciding.find(({ key }) => key === when?.field)
  const withWhen = (next: Field['when']) =>
    onChange({ ...plain, ...(help !== undefined && { help }), ...(next && { when: next }) })
  return (
    <div className={styles.details}>
      {offersChoices(field) && (
        <div>
          <h3 className={styles.label}>Offers</h3>
          <Lines
            name="Choice"
            disabled={disabled}
            lines={field.choices.map(({ key, label }) => ({ key, text: label }))}
            onChange={(lines) => onChange({ ...field, choices: lines.map(({ key, text }) => ({ key, label: text })) })}
          />
        </div>
      )}
      {field.kind === 'money' && (
        <TextInput
          size="xs"
          w={120}
          label="Currency"
          disabled={disabled}
          maxLength={3}
          value={field.currency ?? ''}
          onChange={(event) => onChange({ ...field, currency: event.currentTarget.value.toUpperCase() })}
        />
      )}
      {field.kind === 'date' && (
        <NativeSelect
          size="xs"
          w={220}
          label="It may lie"
          disabled={disabled}
          value={field.never ?? ''}
          data={[
            { value: '', label: 'on any day' },
            { value: 'future', label: 'not in the future' },
            { value: 'past', label: 'not in the past' },
          ]}
          onChange={(event) => {
            const { never: _, ...rest } = field
            const never = event.currentTarget.value as 'future' | 'past' | ''
            onChange(never ? { ...rest, never } : rest)
          }}
        />
      )}
      {field.kind === 'text' && (
        <Checkbox
          size="xs"
          label="A serial number: told where it differs from the piece that the case is about"
          disabled={disabled}
          checked={field.compare !== undefined}
          onChange={(event) => {
            const { compare: _, ...rest } = field
            onChange(event.currentTarget.checked ? { ...rest, compare: 'asset_serial' } : rest)
          }}
        />
      )}
      <TextInput
        size="xs"
        label="Said under its box"
        disabled={disabled}
        maxLength={200}
        value={help ?? ''}
        onChange={(event) => {
          const said = event.currentTarget.value
          onChange({ ...plain, ...(when && { when }), ...(said && { help: said }) })
        }}
      />
      {deciding.length > 0 && (
        <div className={styles.names}>
          <NativeSelect
            size="xs"
            label="Asked"
            disabled={disabled}
            value={when?.field ?? ''}
            data={[
              { value: '', label: 'always' },
              ...deciding.map(({ key, label }) => ({ value: key, label: `where ${label || 'it'} is` })),
            ]}
            onChange={(event) => {
              const chosen = deciding.find(({ key }) => key === event.currentTarget.value)
              withWhen(chosen && { field: chosen.key, is: [answersOf(chosen)[0]!.value] })
            }}
          />
          {other && (
            <MultiSelect
              size="xs"
              label="One of"
              disabled={disabled}
              comboboxProps={{ withinPortal: false, shadow: 'none' }}
              data={answersOf(other)}
              value={when!.is}
              onChange={(is) => is.length > 0 && withWhen({ field: other.key, is })}
            />
          )}
        </div>
      )}
      <Checkbox
        size="xs"
        label="Only leads read and set it"
        disabled={disabled}
        checked={field.seenBy === 'leads'}
        onChange={(event) => onChange({ ...field, seenBy: event.currentTarget.checked ? 'leads' : 'staff' })}
      />
      {!disabled && (
        <div className={styles.stageActs}>
          <Button size="compact-xs" variant="subtle" color="gray" disabled={!onUp} onClick={() => onUp?.()}>
            Move up
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" disabled={!onDown} onClick={() => onDown?.()}>
            Move down
          </Button>
          <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove}>
            Remove
          </Button>
        </div>
      )}
    </div>
  )
}
