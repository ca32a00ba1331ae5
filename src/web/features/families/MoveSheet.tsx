import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import type { MovePreview } from '../../../features/families/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import form from '../../ui/form.module.css'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { CasePicker } from './CasePicker.tsx'
import styles from './families.module.css'
import { Outcome } from './Outcome.tsx'
import { Quote } from './Quote.tsx'
import { moveQuery, useFamilyAct } from './queries.ts'

interface Props {
  found: Case
  message: Message
  onClose: () => void
}

/** A message that came to the wrong case: which is the right one, and what moving it does. */
export function MoveSheet({ found, message, onClose }: Props) {
  const [to, setTo] = useState<string | null>(null)
  return (
    <Sheet title={to ? `Move the message to ${to}` : 'Move the message to…'} onClose={onClose} size={560}>
      <Quote message={message} />
      {to ? (
        <Chosen message={message} to={to} onClose={onClose} onAnother={() => setTo(null)} />
      ) : (
        <CasePicker label="Find the right case" except={found.number} account={found.account} onPick={setTo} />
      )}
    </Sheet>
  )
}

function Chosen({
  message,
  to,
  onClose,
  onAnother,
}: {
  message: Message
  to: string
  onClose: () => void
  onAnother: () => void
}) {
  const go = useGo()
  const { data, error, refetch } = useQuery(moveQuery(message.id, to))
  const move = useFamilyAct(({ from, to: target }: MovePreview) =>
    api.families.moveMessage({
      params: { id: message.id },
      body: { to: target.id, version: from.version, toVersion: target.version },
    }),
  )
  if (error && !data) {
    return (
      <ErrorState title="What it would do could not be read" onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    )
  }
  if (!data) return <LinesSkeleton label="Looking at both cases" lines={5} />
  return (
    <>
      <p className={styles.target}>
        <b>{data.to.subject}</b> {data.to.number}
      </p>
      <Outcome
        against={move.error ? [...data.because, move.error.message] : data.because}
        warnings={data.warnings}
        happens={data.happens}
      />
      <footer className={form.foot}>
        <Button variant="subtle" color="gray" onClick={onAnother}>
          Choose another case
        </Button>
        <span />
        <Button variant="default" onClick={onClose}>
          Leave it here
        </Button>
        <Button
          disabled={!data.allowed}
          loading={move.isPending}
          onClick={() => move.mutate(data, { onSuccess: (moved) => go(`/cases/${moved.to.number}`) })}
        >
          Move to {data.to.number}
        </Button>
      </footer>
    </>
  )
}
