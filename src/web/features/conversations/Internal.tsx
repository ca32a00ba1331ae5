import type { Message } from '../../../features/conversations/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconLock, IconPhoneIncoming, IconPhoneOutgoing } from '../../ui/icons.ts'
import { duration } from '../../ui/time.ts'
import styles from '../cases/Timeline.module.css'
import { MessageMenu } from '../families/MessageMenu.tsx'

/** Ochre ground, lock and words say it: the customer never reads this. */
export function Note({ message }: { message: Message }) {
  const by = message.author?.name ?? message.from?.name ?? 'Caseward'
  const { update } = message.flags as { update?: { recipients: number } }
  const title = update ? `Told to ${counted(update.recipients, 'customer')}` : 'Internal note'
  return (
    <article id={`entry-${message.id}`} tabIndex={-1} className={styles.note} aria-label={title}>
      <span className={styles.gutter}>
        <Face name={by} size={28} />
      </span>
      <div className={styles.noteBody}>
        <header>
          <IconLock size={13} stroke={1.9} aria-hidden />
          <b>{title}</b>
          <span className={styles.to}>{by}</span>
          <Instant at={message.receivedAt} className={styles.when} />
          <MessageMenu message={message} from={by} />
        </header>
        <p>{message.text}</p>
      </div>
    </article>
  )
}

/** What had to be known at a hand-over: one line until it is opened. */
export function Brief({ message }: { message: Message }) {
  const by = message.author?.name ?? message.from?.name ?? 'Caseward'
  const [first = '', ...rest] = message.text.split('\n')
  return (
    <article id={`entry-${message.id}`} tabIndex={-1} className={styles.note} aria-label="Hand-over brief">
      <span className={styles.gutter}>
        <Face name={by} size={28} />
      </span>
      <details className={styles.noteBody}>
        <summary>
          <header>
            <IconLock size={13} stroke={1.9} aria-hidden />
            <b>Hand-over brief</b>
            <span className={styles.to}>{by}</span>
            <Instant at={message.receivedAt} className={styles.when} />
          </header>
          <span className={styles.firstLine}>{first}</span>
        </summary>
        <p>{rest.join('\n').trim()}</p>
      </details>
    </article>
  )
}

export function CallEntry({ message }: { message: Message }) {
  const { call, author, contact } = message
  const incoming = call?.direction === 'in'
  const Icon = incoming ? IconPhoneIncoming : IconPhoneOutgoing
  const by = author?.name ?? 'Caseward'
  const facts = [
    call?.seconds ? duration(call.seconds / 60) : null,
    call?.outcome.toLowerCase(),
    incoming ? `logged by ${by}` : null,
  ]
  return (
    <article id={`entry-${message.id}`} tabIndex={-1} className={styles.call} aria-label="Phone call">
      <span className={styles.gutter}>
        <i>
          <Icon size={15} stroke={1.7} aria-hidden />
        </i>
      </span>
      <header>
        <b>{incoming ? `${contact?.name ?? 'The customer'} called` : `${by} called`}</b>
        <span className={styles.to}>{facts.filter(Boolean).join(', ')}</span>
        <Instant at={message.receivedAt} className={styles.when} />
        <MessageMenu message={message} from={by} />
      </header>
      <p>{message.text}</p>
    </article>
  )
}
