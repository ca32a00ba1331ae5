import { UnstyledButton } from '@mantine/core'
import styles from './SearchScreen.module.css'

const hints: [text: string, meaning: string][] = [
  ['is:open', 'not resolved yet'],
  ['owner:me', 'mine'],
  ['owner:none', 'nobody’s'],
  ['due:<2h', 'due within two hours'],
  ['priority:high', 'by priority'],
  ['account:', 'by account, then its name'],
  ['tag:', 'by tag'],
]

/** Filters that can be typed; a click types them. */
export function Hints({ typed, onType }: { typed: string; onType: (text: string) => void }) {
  const add = (hint: string) => {
    onType(`${typed.trimEnd()} ${hint}`.trimStart() + (hint.endsWith(':') ? '' : ' '))
    document.querySelector<HTMLElement>('input[type=search]')?.focus()
  }
  return (
    <ul className={styles.hints} aria-label="Filters">
      {hints
        .filter(([hint]) => !typed.includes(hint))
        .map(([hint, meaning]) => (
          <li key={hint}>
            <UnstyledButton onClick={() => add(hint)} title={meaning}>
              {hint}
            </UnstyledButton>
          </li>
        ))}
    </ul>
  )
}
