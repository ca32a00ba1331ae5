import { TextInput, type TextInputProps } from '@mantine/core'

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  /** ISO instant; null while nothing is chosen. */
  value: string | null
  onChange: (value: string | null) => void
}

/** An instant chosen in the reader's own time zone with the browser's own picker. */
export function DateTimeField({ value, onChange, ...rest }: Props) {
  return (
    <TextInput
      type="datetime-local"
      {...rest}
      value={value ? localText(new Date(value)) : ''}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value)
        onChange(Number.isNaN(at.getTime()) ? null : at.toISOString())
      }}
    />
  )
}

const two = (n: number) => String(n).padStart(2, '0')
const localText = (at: Date) =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
