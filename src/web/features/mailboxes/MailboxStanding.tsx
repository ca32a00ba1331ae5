import { useQuery } from '@tanstack/react-query'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { Facts, Lead } from '../../ui/Section.tsx'
import studio from '../../ui/studio.module.css'
import { duration } from '../../ui/time.ts'
import { alarmsOf, type ShownImap } from './imap.ts'
import styles from './mailboxes.module.css'
import { imapQuery } from './queries.ts'

const gapWords = (seconds: number) => duration(Math.max(1, Math.round(seconds / 60)))

/** Whether mail gets in and out, and what about it asks for somebody. */
export function MailboxStanding({ mailbox }: { mailbox: Mailbox }) {
  const imap = useQuery(imapQuery(mailbox.id))
  return (
    <>
      <section aria-label="How it stands">
        <h2 className={studio.title}>How it stands</h2>
        <Known query={imap} what="How it stands" lines={3}>
          {(shown) => (
            <>
              {alarmsOf(shown, mailbox.disabled, gapWords).map(({ tone, said }) => (
                <p key={said} className={styles.alarm} data-tone={tone} role={tone === 'overdue' ? 'alert' : undefined}>
                  {said}
                </p>
              ))}
              <Facts left rows={rowsOf(shown)} />
            </>
          )}
        </Known>
      </section>
      <section aria-label="The way out">
        <h2 className={studio.title}>The way out</h2>
        {imap.data && (imap.data.outgoing ? <WayOut outgoing={imap.data.outgoing} /> : <NoWayOut />)}
      </section>
    </>
  )
}

function rowsOf({ settings, health }: ShownImap): [string, React.ReactNode][] {
  const rows: [string, React.ReactNode][] = []
  const { state, since, lastFetchAt, nextTryAt, lastMailAt, usualGapSeconds } = health
  if (settings) {
    const words = { never: 'about to be tried', connected: 'listening', failing: 'failing' }[state]
    rows.push([
      'Fetching',
      since ? (
        <>
          {words}, since <Instant at={since} />
        </>
      ) : (
        words
      ),
    ])
    if (lastFetchAt) rows.push(['Last looked', <Instant key="fetch" at={lastFetchAt} as="ago" />])
    if (nextTryAt) rows.push(['Tried again', <Instant key="next" at={nextTryAt} />])
  } else rows.push(['Fetching', 'not set up; it takes what is delivered by SMTP or handed in'])
  rows.push(['Last mail', lastMailAt ? <Instant key="mail" at={lastMailAt} as="ago" /> : 'none yet'])
  if (usualGapSeconds !== null) rows.push(['Usual gap', `within ${gapWords(usualGapSeconds)}`])
  return rows
}

function WayOut({ outgoing }: { outgoing: NonNullable<ShownImap['outgoing']> }) {
  return (
    <p className={studio.sub}>
      By {outgoing.host}, port {outgoing.port}. <Lead to="/studio/mailboxes?mailbox=out">Outgoing mail</Lead>
    </p>
  )
}

const NoWayOut = () => (
  <p className={studio.sub}>
    No outgoing server is set, so letters stay and count as no answer.{' '}
    <Lead to="/studio/mailboxes?mailbox=out">Set it up</Lead>
  </p>
)
