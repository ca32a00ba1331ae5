import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LedgerEntry } from '../../../features/mailboxes/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { fileSize } from '../../ui/amounts.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { Facts, Lead } from '../../ui/Section.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import { Decide, TakeBack } from './Decide.tsx'
import styles from './MailSheet.module.css'
import { mailQuery } from './queries.ts'
import { canRetry, fateName, reasonWords, wayName } from './words.ts'

/** One mail of the ledger: what became of it and why, and its raw source. */
export function MailSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const mail = useQuery(mailQuery(id))
  return (
    <Sheet title={mail.data?.subject || 'A mail of the ledger'} onClose={onClose} size={640}>
      <div className={styles.mail}>
        <Known query={mail} what="This mail" lines={6}>
          {(entry) => <Whole entry={entry} />}
        </Known>
      </div>
    </Sheet>
  )
}

function Whole({ entry }: { entry: LedgerEntry }) {
  const cache = useQueryClient()
  const mayDecide = useMe().rights.includes('cases.work')
  const mayRetry = useMe().rights.includes('mail.deliver') && canRetry(entry)
  const retry = useMutation({
    mutationFn: () => api.mailboxes.retryMail({ params: { id: entry.id } }),
    ...said,
    onSuccess: (changed) => {
      cache.setQueryData(mailQuery(entry.id).queryKey, changed)
      void cache.invalidateQueries({ queryKey: ['ledger'] })
    },
  })
  return (
    <>
      <Facts left rows={rowsOf(entry)} />
      {entry.error && (
        <p className={styles.error} role="alert">
          {entry.error}
        </p>
      )}
      {(entry.proposedCase || entry.fate === 'failed') && mayDecide && <Decide row={entry} />}
      {entry.reason === 'discarded_by_hand' && entry.caseNumber && mayDecide && <TakeBack row={entry} />}
      <div className={styles.acts}>
        {entry.hasRaw && (
          <Button
            component="a"
            variant="default"
            href={`/api/v1/mail-ledger/${entry.id}/raw`}
            download={`${entry.id}.eml`}
          >
            Raw source, {fileSize(entry.bytes)}
          </Button>
        )}
        {mayRetry && (
          <Button loading={retry.isPending} onClick={() => retry.mutate()}>
            Work on it once more
          </Button>
        )}
      </div>
    </>
  )
}

function rowsOf(entry: LedgerEntry): Parameters<typeof Facts>[0]['rows'] {
  const fate = (
    <>
      <b>{fateName(entry.fate)}</b>
      {entry.caseNumber && (
        <>
          {' '}
          <Lead to={`/cases/${entry.caseNumber}`} strong>
            {entry.caseNumber}
          </Lead>
        </>
      )}
    </>
  )
  const rows: Parameters<typeof Facts>[0]['rows'] = [['Fate', fate]]
  const { sideConversation: side, fate: came } = entry
  const beside = side && (came === 'held' ? entry.proposedCase?.number : entry.caseNumber)
  if (beside)
    rows.push([
      came === 'held' ? 'Answers' : 'Stands in',
      <Lead key="side" to={`/cases/${beside}?side=${side.id}`} strong>
        the side conversation with {side.party}
      </Lead>,
    ])
  if (entry.reason) rows.push(['Because', reasonWords(entry.reason)])
  rows.push(['From', entry.fromEmail ?? 'not readable'])
  if (entry.envelopeFrom && entry.envelopeFrom !== entry.fromEmail) rows.push(['Returns to', entry.envelopeFrom])
  if (entry.envelopeTo.length > 0) rows.push(['To', entry.envelopeTo.join(', ')])
  rows.push(['Received', <Instant key="received" at={entry.receivedAt} as="dayAndTime" note={wayName(entry.source)} />])
  rows.push(['Came by', wayName(entry.source)])
  if (entry.client) rows.push(['Handed in by', entry.client])
  if (entry.attempts > 1)
    rows.push(
      entry.fate === 'rejected' ? ['Refused', `${entry.attempts} like it`] : ['Tried', `${entry.attempts} times`],
    )
  if (entry.messageId) rows.push(['Id', <code key="id">{entry.messageId}</code>])
  return rows
}
