import type { Message } from '../../../features/conversations/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import styles from './families.module.css'

/** The message that an act is about, as much of it as tells which. */
export function Quote({ message }: { message: Message }) {
  const from = message.author?.name ?? message.contact?.name ?? message.from?.name ?? message.from?.email ?? 'Unknown'
  return (
    <blockquote className={styles.quote}>
      <div>
        <b>{from}</b> <Instant at={message.receivedAt} as="dayAndTime" />
      </div>
      <p>{message.visibleText || message.text}</p>
    </blockquote>
  )
}
