import styles from './ui.module.css'

/** What keeps a colleague from new work; nothing while they are available. */
export type FaceMark = 'away' | 'busy' | 'off'

interface Props {
  name: string
  size?: number
  customer?: boolean
  mark?: FaceMark | null
  /** What the mark means, in words. */
  said?: string
}

/** A person as initials. Faces are neutral: colour is kept for meaning. */
export function Face({ name, size = 20, customer = false, mark, said }: Props) {
  return (
    <span
      className={styles.face}
      data-customer={customer || undefined}
      style={{ width: size, height: size, fontSize: Math.max(9, Math.round(size * 0.4)) }}
      title={said}
      aria-hidden
    >
      {initials(name)}
      {mark && <i data-mark={mark} />}
    </span>
  )
}

/** First and last word’s first letter. */
export function initials(name: string): string {
  const words = name.split(/[\s,.@]+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends.map((word) => [...word][0]!.toUpperCase()).join('')
}
