import { CloseButton, TextInput } from '@mantine/core'
import { keyFor } from '../../../features/casetypes/rules.ts'
import studio from '../../ui/studio.module.css'
import styles from './types.module.css'

export interface Line {
  key: string
  text: string
}

interface Props {
  /** What one of them is called. */
  name: string
  lines: Line[]
  disabled: boolean
  onChange: (lines: Line[]) => void
}

/** A short list of words, each with its key, to be added to and taken from. */
export function Lines({ name, lines, disabled, onChange }: Props) {
  return (
    <>
      <ul className={styles.lines}>
        {lines.map((line, at) => (
          <li key={line.key}>
            <TextInput
              size="xs"
              aria-label={`${name} ${at + 1}`}
              disabled={disabled}
              maxLength={80}
              value={line.text}
              onChange={(event) => {
                const text = event.currentTarget.value
                onChange(lines.map((each) => (each.key === line.key ? { ...each, text } : each)))
              }}
            />
            {!disabled && (
              <CloseButton
                size="sm"
                aria-label={`Remove ${line.text || `${name.toLowerCase()} ${at + 1}`}`}
                onClick={() => onChange(lines.filter((each) => each.key !== line.key))}
              />
            )}
          </li>
        ))}
      </ul>
      {!disabled && (
        <button
          type="button"
          className={studio.add}
          onClick={() => {
            const taken = lines.map((line) => line.key)
            onChange([...lines, { key: keyFor(name, taken), text: '' }])
          }}
        >
          Add a {name.toLowerCase()}
        </button>
      )}
    </>
  )
}
