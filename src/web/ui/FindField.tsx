import { TextInput } from '@mantine/core'
import { IconSearch } from './icons.ts'

interface Props {
  label: string
  /** What it looks into. */
  placeholder: string
  value: string
  onChange: (typed: string) => void
  /** The first thing to do in a sheet. */
  first?: true
}

/** Narrows the list under it by what is typed. */
export function FindField({ label, placeholder, value, onChange, first }: Props) {
  return (
    <TextInput
      aria-label={label}
      data-autofocus={first}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} stroke={1.6} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
