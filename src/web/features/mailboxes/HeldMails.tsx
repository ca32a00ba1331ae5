import { useInfiniteQuery } from '@tanstack/react-query'
import type { LedgerRow } from '../../../features/mailboxes/contract.ts'
import { useMe } from '../../app/session.ts'
import { Instant } from '../../ui/Instant.tsx'
import { More } from '../../ui/More.tsx'
import { Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { Decide } from './Decide.tsx'
import styles from './ledger.module.css'
import { ledgerQuery } from './queries.ts'
import { reasonWords } from './words.ts'

/** Mails that the rules will not decide alone. Each is a case of its own already, so nobody waits unseen. */
export function HeldMails({ waiting, onOpen }: { waiting: number; onOpen: (id: string) => void }) {
  const me = useMe()
  const list = useInfiniteQuery({ ...ledgerQuery({ fate: 'held', mailbox: null, q: '' }), enabled: waiting > 0 })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  if (rows.length === 0) return null
  const mayDecide = me.rights.includes('cases.work')
  return (
    <section aria-label="Held mails" className={styles.waiting}>
      <h2 className={studio.label}>
        <b className={styles.count}>{waiting} held for you</b>
        <span>each is already a case of its own, so its clock runs</span>
      </h2>
      <ul className={styles.held}>
        {rows.map((row) => (
          <li key={row.id}>
            <Instant at={row.receivedAt} />
            <div>
              <p>
                <button type="button" className={studio.open} onClick={() => onOpen(row.id)}>
                  <b>{row.subject || 'Without a subject'}</b>
                </button>{' '}
                <span className={styles.from}>{row.fromEmail}</span>
              </p>
              <p className={styles.why}>{reasonWords(row.reason)}</p>
            </div>
            <Proposal row={row} />
            {mayDecide && <Decide row={row} />}
          </li>
        ))}
      </ul>
      <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function Proposal({ row: { proposedCase, sideConversation } }: { row: LedgerRow }) {
  if (!proposedCase) return <p className={styles.why}>It may belong to a case that you cannot see.</p>
  return (
    <p className={styles.proposal}>
      Belongs to{' '}
      <Lead to={`/cases/${proposedCase.number}`} strong>
        {proposedCase.number}
      </Lead>
      ?
      <span>
        {sideConversation
          ? `It answers the side conversation with ${sideConversation.party}. Let in, they may write there.`
          : proposedCase.subject}
        {!sideConversation && proposedCase.closed && '; it is closed, so this would go on as its follow-up'}
      </span>
    </p>
  )
}
