import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { SideConversation, SideMessage } from '../../../features/sideconversations/contract.ts'
import { api } from '../../api.ts'
import { queries } from '../../app/queries.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import letter from '../cases/Timeline.module.css'
import { AsSent } from '../conversations/AsSent.tsx'
import { AsSentSwitch, LetterFiles, Paragraphs, QuotesSwitch } from '../conversations/LetterParts.tsx'
import styles from './sides.module.css'

interface Props {
  message: SideMessage
  side: SideConversation
  number: string
}

const delivered = { held: 'leaves in a moment', queued: 'leaving', sent: '', kept: 'kept here, not sent', failed: '' }

/** A word of a side conversation; ours carry the accent. */
export function SideLetter({ message, side, number }: Props) {
  const [quotes, setQuotes] = useState(false)
  const [asSent, setAsSent] = useState(false)
  const from = message.author?.name ?? (message.from?.name || message.from?.email) ?? side.party
  const recipients = [...message.to, ...message.cc].map(({ name, email }) => name || email).join(', ')
  const again = async () => {
    try {
      await api.sideconversations.retrySideMessage({ params: { id: message.id } })
    } catch (error) {
      said.onError(error as Error)
    }
    await queries.invalidateQueries({ queryKey: ['case', number] })
  }
  return (
    <article className={letter.letter} data-ours={message.ours || undefined} aria-label={`Message from ${from}`}>
      <span className={letter.gutter}>
        <Face name={from} size={28} customer={!message.ours} />
      </span>
      <header>
        <b>{from}</b>
        <span className={letter.to}>
          {message.direction === 'out' ? `to ${recipients}` : message.author ? '' : (message.from?.email ?? '')}
        </span>
        {message.machine && <span className={styles.mark}>{message.bounce ? 'came back' : 'a machine'}</span>}
        {message.delivery && delivered[message.delivery] && (
          <span className={styles.mark}>{delivered[message.delivery]}</span>
        )}
        <Instant at={message.at} className={letter.when} />
      </header>
      {asSent && message.page && (
        <AsSent
          address={`/api/v1/side-messages/${message.id}/page`}
          from={from}
          remotePictures={message.page.remotePictures}
        />
      )}
      <div className={letter.text}>
        {!asSent && <Paragraphs text={message.text} />}
        {quotes && !asSent && message.quotedText && (
          <blockquote className={letter.quote}>{message.quotedText}</blockquote>
        )}
        {message.alsoToCustomer.length > 0 && (
          <p className={styles.warning}>
            <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
            They copied the customer: {message.alsoToCustomer.join(', ')} has read this too.
          </p>
        )}
        {message.delivery === 'failed' && (
          <p className={styles.warning} data-failed>
            <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
            It did not reach them. {message.deliveryError}
          </p>
        )}
      </div>
      <div className={letter.tools}>
        {message.quotedText && !asSent && <QuotesSwitch on={quotes} onTurn={setQuotes} />}
        {message.page && <AsSentSwitch on={asSent} onTurn={setAsSent} />}
        {message.hasRaw && (
          <a className={letter.tool} href={`/api/v1/messages/${message.id}/raw`} download>
            Source
          </a>
        )}
        {message.delivery === 'failed' && (
          <UnstyledButton className={letter.tool!} onClick={() => void again()}>
            Send again
          </UnstyledButton>
        )}
      </div>
      <LetterFiles files={message.files} />
    </article>
  )
}
