import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { messagesQuery } from '../conversations/queries.ts'
import styles from './ClosureSheet.module.css'
import { suggestSummary } from './suggestion.ts'

interface Props {
  found: Case
  number: string
  /** What stands in the field now. */
  summary: string
  onUse: (text: string) => void
}

/** What the thread already says, offered as a draft; it fills the field only when somebody takes it. */
export function SuggestedSummary({ found, number, summary, onUse }: Props) {
  const { data } = useQuery(messagesQuery(number))
  const suggested = data && suggestSummary(data, found.owner)
  if (!suggested) return null
  if (summary.trim() === suggested.text.trim())
    return <p className={styles.suggestedNote}>Suggested from the thread, word for word. Edit it before you resolve.</p>
  if (summary.trim()) return null
  return (
    <section className={styles.suggested} aria-label="Suggestion from the thread">
      <p className={styles.suggestedNote}>
        Suggestion from the thread: the first message, and the answer{suggested.by ? ` of ${suggested.by}` : ''},{' '}
        <Instant at={suggested.answeredAt} as="dayAndTime" />
      </p>
      <blockquote>{suggested.text}</blockquote>
      <Button variant="default" onClick={() => onUse(suggested.text)}>
        Use as a draft
      </Button>
    </section>
  )
}
