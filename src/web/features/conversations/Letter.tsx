import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { said } from '../../ui/said.ts'
import styles from '../cases/Timeline.module.css'
import { MessageMenu } from '../families/MessageMenu.tsx'
import { AsSent } from './AsSent.tsx'
import { AsSentSwitch, LetterFiles, Paragraphs, QuotesSwitch } from './LetterParts.tsx'
import { standingOf } from './standing.ts'

/** A message, set as a letter. Ours carry the accent; the customer's stand in plain ink. */
export function Letter({ message, found }: { message: Message; found: Case }) {
  const setQuery = useSetQuery()
  const { mailLeaves } = useMe()
  const [quotes, setQuotes] = useState(false)
  const [asSent, setAsSent] = useState(false)
  const ours = message.direction === 'out'
  const from = message.author?.name ?? message.contact?.name ?? message.from?.name ?? message.from?.email ?? 'Unknown'
  const standing = standingOf(message, found)
  const files = message.attachments.filter((file) => !file.inline)
  return (
    <article
      id={`entry-${message.id}`}
      tabIndex={-1}
      className={styles.letter}
      data-ours={ours || undefined}
      aria-label={`Message from ${from}`}
    >
      <span className={styles.gutter}>
        <Face name={from} size={28} customer={!ours} />
      </span>
      <header>
        <b>{from}</b>
        <span className={styles.to}>{ours ? `to ${people(message.to)}` : (message.from?.email ?? '')}</span>
        {standing && (
          <span className={styles.fresh} data-tone={standing.tone}>
            {standing.text}
          </span>
        )}
        <Instant at={message.receivedAt} note={channelOf(message)} className={styles.when} />
        <MessageMenu message={message} from={from} />
      </header>
      {standing?.why && (
        <p className={styles.whyNot} data-tone={standing.tone}>
          {standing.why}
        </p>
      )}
      {asSent && message.html ? (
        <AsSent
          address={`/api/v1/messages/${message.id}/page`}
          from={from}
          remotePictures={message.html.includes('data-remote-src')}
        />
      ) : (
        <div className={styles.text}>
          <Paragraphs text={message.visibleText || message.text} />
          {quotes && message.quotedText && <blockquote className={styles.quote}>{message.quotedText}</blockquote>}
        </div>
      )}
      <div className={styles.tools}>
        {message.quotedText && !asSent && <QuotesSwitch on={quotes} onTurn={setQuotes} />}
        {message.html && <AsSentSwitch on={asSent} onTurn={setAsSent} />}
        {!ours && found.can.work && found.status !== 'closed' && (
          <UnstyledButton className={styles.tool!} onClick={() => setQuery({ side: 'new', about: message.id })}>
            Ask a supplier about this
          </UnstyledButton>
        )}
        {(message.delivery === 'failed' || (message.delivery === 'kept' && !found.demo && mailLeaves)) && (
          <UnstyledButton
            className={styles.tool!}
            data-stays
            onClick={() => void api.conversations.retryMessage({ params: { id: message.id } }).catch(said.onError)}
          >
            {message.delivery === 'kept' ? 'Send now' : 'Send again'}
          </UnstyledButton>
        )}
      </div>
      <LetterFiles files={files} />
    </article>
  )
}

const people = (all: Message['to']) => all.map(({ name, email }) => name || email).join(', ')

function channelOf({ kind }: Message): string {
  if (kind === 'email') return 'E-mail'
  return kind === 'sms' || kind === 'api' ? kind.toUpperCase() : kind
}
