import { TextInput } from '@mantine/core'

interface Props {
  label: string
  disabled: boolean
  most: number
  value: number
  onChange: (value: number) => void
}

/** A whole number from nought. */
export function WholeNumber({ label, disabled, most, value, onChange }: Props) {
  return (
    <TextInput
      size="xs"
      w={60}
      aria-label={label}
      inputMode="numeric"
      disabled={disabled}
      value={String(value)}
      onChange={(event) => onChange(Math.min(Number(event.currentTarget.value.replace(/\D/g, '')), most))}
    />
  )
}
