import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { exact } from '../../ui/time.ts'
import { messagesQuery } from '../conversations/queries.ts'
import { whoWrote } from './Enclosures.tsx'
import styles from './sides.module.css'
import { quoted } from './words.ts'

/** The message it was begun from, offered as a quote and seen before it is one. */
export function SideAbout({ number, onQuote }: { number: string; onQuote: (text: string) => void }) {
  const about = useQueryPart('about')
  const setQuery = useSetQuery()
  const message = (useQuery(messagesQuery(number)).data ?? []).find(({ id }) => id === about)
  if (!message) return null
  const text = message.visibleText || message.text
  return (
    <aside className={styles.about} aria-label="The message it is about">
      <p>
        <b>{whoWrote(message)} wrote</b>
        <span>Nothing of it goes along unless you quote it.</span>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            onQuote(quoted(text, `${whoWrote(message)} wrote, ${exact(new Date(message.receivedAt))}:`))
            setQuery({ about: null })
          }}
        >
          Quote it
        </Button>
      </p>
      <blockquote>{text}</blockquote>
    </aside>
  )
}
