import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconLock, IconMail, IconUsers } from '../../ui/icons.ts'
import { Key } from '../../ui/Section.tsx'
import { useAlone } from '../people/useAlone.ts'
import { sidesQuery } from './queries.ts'
import styles from './sides.module.css'
import { moveWords } from './words.ts'

/** With whom we speak about the case beside its thread: who, what was said last, whose move it is, until when. */
export function SideSection({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const alone = useAlone()
  const sides = useQuery(sidesQuery(number)).data?.items ?? []
  const mayAsk = found.can.note && found.status !== 'closed'
  if (sides.length === 0 && !mayAsk) return null
  return (
    <section className={styles.section} aria-label="Side conversations">
      {sides.length > 0 && (
        <h3>
          Side conversations
          <span>
            <IconLock size={12} stroke={1.8} aria-hidden /> the customer does not see them
          </span>
        </h3>
      )}
      <ul>
        {sides.map((side) => (
          <li key={side.id}>
            <SideLine side={side} onOpen={() => setQuery({ side: side.id })} />
          </li>
        ))}
      </ul>
      {mayAsk && (
        <button type="button" className={styles.ask} onClick={() => setQuery({ side: 'new' })}>
          {alone ? 'Ask a supplier' : 'Ask a supplier or a team'}, beside the thread <Key>b</Key>
        </button>
      )}
    </section>
  )
}

function SideLine({ side, onOpen }: { side: SideConversation; onOpen: () => void }) {
  const Icon = side.kind === 'mail' ? IconMail : IconUsers
  const { last } = side
  return (
    <button
      type="button"
      className={styles.line}
      data-move={side.failed ? 'failed' : (side.move ?? 'ended')}
      data-overdue={side.overdue || undefined}
      onClick={onOpen}
    >
      <span className={styles.gutter}>
        <Icon size={15} stroke={1.7} aria-hidden />
      </span>
      <span className={styles.what}>
        <span>
          <b>{side.party}</b> {side.subject}
        </span>
        {last && (
          <small>
            {last.by}: {last.text}
          </small>
        )}
      </span>
      <span className={styles.move}>
        <span>
          {side.move === 'ours' && <Face name={side.owner.name} size={14} />}
          {moveWords(side)}
        </span>
        {side.move === 'theirs' && side.dueAt ? (
          <small>
            {side.overdue ? 'was due ' : 'by '}
            <Instant at={side.dueAt} as="dayAndTime" />
          </small>
        ) : (
          last && (
            <small>
              <Instant at={last.at} />
            </small>
          )
        )}
      </span>
    </button>
  )
}
