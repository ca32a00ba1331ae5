import { UnstyledButton } from '@mantine/core'
import { fileSize } from '../../ui/amounts.ts'
import { IconPaperclip } from '../../ui/icons.ts'
import styles from '../cases/Timeline.module.css'

/** The words of a letter: blank lines part paragraphs. The key is their place, since what was written never changes. */
export const Paragraphs = ({ text }: { text: string }) =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part, i) => <p key={`p${i}`}>{part.trim()}</p>)

interface SwitchProps {
  on: boolean
  onTurn: (on: boolean) => void
}

/** Shows and hides what a letter quotes. */
export const QuotesSwitch = ({ on, onTurn }: SwitchProps) => (
  <button
    type="button"
    className={styles.quoted}
    aria-expanded={on}
    aria-label={on ? 'Hide quoted text' : 'Show quoted text'}
    onClick={() => onTurn(!on)}
  >
    …
  </button>
)

/** Shows a letter as its writer made it, or its words alone. */
export const AsSentSwitch = ({ on, onTurn }: SwitchProps) => (
  <UnstyledButton className={styles.tool!} aria-pressed={on} onClick={() => onTurn(!on)}>
    {on ? 'Show as text' : 'Show as sent'}
  </UnstyledButton>
)

/** What hangs on a letter. */
export function LetterFiles({ files }: { files: readonly { id: string; name: string; bytes: number }[] }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.files} aria-label="Attachments">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <IconPaperclip size={14} stroke={1.7} aria-hidden />
          <a href={`/api/v1/attachments/${file.id}`} download={file.name}>
            {file.name}
          </a>
          <span>{fileSize(file.bytes)}</span>
        </li>
      ))}
    </ul>
  )
}
