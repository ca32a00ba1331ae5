import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { LedgerRow, MailDecision } from '../../../features/mailboxes/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { wordsOf } from '../../ui/forms.ts'
import styles from './ledger.module.css'
import { mailQuery } from './queries.ts'

/** The decisions about a held mail, each with what it does; putting one away asks why. */
export function Decide({ row }: { row: LedgerRow }) {
  const [discarding, setDiscarding] = useState(false)
  const [reason, setReason] = useState('')
  const decide = useDecision(row)
  const discard = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ do: 'discard', reason: reason.trim() })
  }
  const own = row.caseNumber
  return (
    <div className={styles.decide}>
      {discarding ? (
        <form onSubmit={discard}>
          <TextInput
            autoFocus
            size="xs"
            aria-label="Why it is put away"
            placeholder="Why, such as spam"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!reason.trim()} loading={decide.isPending}>
            {own ? `Put away, ends ${own}` : 'Put away'}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setDiscarding(false)}>
            Cancel
          </Button>
        </form>
      ) : (
        <>
          {row.proposedCase && (
            <>
              <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate({ do: 'accept' })}>
                {row.sideConversation
                  ? `Let in beside ${row.proposedCase.number}`
                  : row.proposedCase.closed
                    ? `Follow ${row.proposedCase.number}`
                    : `Add to ${row.proposedCase.number}`}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => decide.mutate({ do: 'keep' })}>
                Keep as {own}
              </Button>
            </>
          )}
          <Button variant="subtle" color="gray" onClick={() => setDiscarding(true)}>
            Put away…
          </Button>
        </>
      )}
      {decide.error && (
        <p className={styles.refused} role="alert">
          {refusalOf(decide.error)}
        </p>
      )}
    </div>
  )
}

/** What was put away by hand comes back: whoever did it may have been wrong. */
export function TakeBack({ row }: { row: LedgerRow }) {
  const decide = useDecision(row)
  return (
    <div className={styles.decide}>
      <Button variant="default" loading={decide.isPending} onClick={() => decide.mutate({ do: 'take_back' })}>
        Take it back as a case
      </Button>
      {decide.error && (
        <p className={styles.refused} role="alert">
          {refusalOf(decide.error)}
        </p>
      )}
    </div>
  )
}

function useDecision(row: LedgerRow) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: MailDecision) => api.mailboxes.decideMail({ params: { id: row.id }, body }),
    onSuccess: (entry) => {
      cache.setQueryData(mailQuery(entry.id).queryKey, entry)
      void cache.invalidateQueries({ queryKey: ['ledger'] })
    },
  })
}

function refusalOf(error: Error): string {
  const because = error instanceof ApiProblem ? error.detail.because : null
  return typeof because === 'string' ? `Not done: ${because}.` : wordsOf(error)
}
