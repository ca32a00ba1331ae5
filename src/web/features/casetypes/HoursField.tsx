import { TextInput } from '@mantine/core'

interface Props {
  label: string
  disabled: boolean
  placeholder?: string
  value: number | undefined
  onChange: (hours: number | undefined) => void
}

/** Whole hours, or none. */
export function HoursField({ label, disabled, placeholder = 'any time', value, onChange }: Props) {
  return (
    <TextInput
      size="xs"
      w={72}
      aria-label={label}
      inputMode="numeric"
      placeholder={placeholder}
      rightSection={value === undefined ? null : <span aria-hidden>h</span>}
      disabled={disabled}
      value={value ?? ''}
      onChange={(event) => {
        const hours = Number(event.currentTarget.value.replace(/\D/g, ''))
        onChange(hours > 0 ? Math.min(hours, 2000) : undefined)
      }}
    />
  )
}
