import type { Queue } from '../../../features/routing/contract/queues.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import studio from '../../ui/studio.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { queueSentence, type Slot, standingFigures } from './queueWords.ts'
import styles from './routing.module.css'

interface Props {
  queues: Queue[]
  /** None where nothing can be changed. */
  onOpen: ((id: string, at: Slot | null) => void) | null
}

/** Each queue as a sentence, with how it stands now. */
export function QueueList({ queues, onOpen }: Props) {
  const now = useNow()
  const keys = useRowKeys<HTMLUListElement>()
  return (
    <ul className={styles.rows} ref={keys}>
      {queues.map((queue) => (
        <li key={queue.id}>
          <h3>
            {onOpen ? (
              <button type="button" className={studio.open} data-row onClick={() => onOpen(queue.id, null)}>
                {queue.name}
              </button>
            ) : (
              queue.name
            )}
            {queue.isDefault && <span>takes what nothing sends elsewhere</span>}
          </h3>
          <p className={styles.sentence}>
            {queueSentence(queue).map(({ text, slot }, at) =>
              slot && onOpen ? (
                <button key={at} type="button" className={styles.slot} onClick={() => onOpen(queue.id, slot)}>
                  {text}
                </button>
              ) : (
                <span key={at} className={slot && styles.word}>
                  {text}
                </span>
              ),
            )}
          </p>
          <Standing queue={queue} now={now} />
        </li>
      ))}
    </ul>
  )
}

function Standing({ queue, now }: { queue: Queue; now: Date }) {
  const [first, ...rest] = standingFigures(queue, now)
  return (
    <p className={styles.standing}>
      {queue.standing.waiting > 0 ? (
        <Go to={`/views?status=unresolved&owner=none&queue=${queue.id}`}>{first!.text}</Go>
      ) : (
        <span>{first!.text}</span>
      )}
      {rest.map(({ text, tone }) => (
        <span key={text} data-tone={tone}>
          {text}
        </span>
      ))}
    </p>
  )
}
