import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Approval } from '../../../features/approvals/contract.ts'
import { wasAnswered } from '../../../features/approvals/rules/decide.ts'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Face } from '../../ui/Face.tsx'
import form from '../../ui/form.module.css'
import { Instant } from '../../ui/Instant.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Empty, ErrorState, RowsSkeleton } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import { isOver } from '../cases/words.ts'
import styles from './approvals.module.css'
import { Decide } from './Decide.tsx'
import { approvalsQuery, useApprovalAct } from './queries.ts'
import { deciderOf, latest, modeWords, stateWords } from './standing.ts'

interface Props {
  found: Case
  number: string
  onClose: () => void
}

/** Every approval of a case in every round: who was asked, why, what they said. */
export function ApprovalsSheet({ found, number, onClose }: Props) {
  const setQuery = useSetQuery()
  const { data, isError, refetch } = useQuery(approvalsQuery(number))
  const asks = found.can.work && !isOver(found.status)
  const again = useApprovalAct(number, (key: string) =>
    api.approvals.askApproval({ params: { id: found.id }, body: { key } }),
  )
  const missing = data ? unasked(found, data.items) : []
  return (
    <Sheet title={`Approvals of ${found.number}`} onClose={onClose} size={640}>
      {isError && !data ? (
        <ErrorState title="They could not be read" onRetry={() => void refetch()}>
          The server did not answer. Nothing was lost.
        </ErrorState>
      ) : !data ? (
        <RowsSkeleton label="Loading the approvals" />
      ) : data.items.length + missing.length === 0 ? (
        <Empty title="Nobody’s word is asked for">
          What the type of this case needs approved is asked for by itself. Anything else can be asked here.
        </Empty>
      ) : (
        <ul className={styles.list}>
          {missing.map(({ key, label }) => (
            <li key={key}>
              <header className={styles.head}>
                <h3>{label.replace('Approved: ', '')}</h3>
                <span>needed later; not asked for yet</span>
              </header>
              {asks && (
                <div className={styles.acts}>
                  <Button
                    variant="default"
                    loading={again.isPending}
                    onClick={() => again.mutate(key.slice('approval:'.length), said)}
                  >
                    Ask now
                  </Button>
                </div>
              )}
            </li>
          ))}
          {data.items.map((approval) => (
            <Round
              key={approval.id}
              approval={approval}
              number={number}
              onAgain={
                asks && approval.state === 'rejected' && latest(data.items).includes(approval)
                  ? () =>
                      approval.key ? again.mutate(approval.key, said) : setQuery({ sheet: 'ask', again: approval.id })
                  : null
              }
            />
          ))}
        </ul>
      )}
      {asks && (
        <footer className={form.foot}>
          <Button variant="default" onClick={() => setQuery({ sheet: 'ask', again: null })}>
            Ask for an approval
          </Button>
        </footer>
      )}
    </Sheet>
  )
}

/** What the gates ahead need and nobody was asked for yet. */
function unasked(found: Case, items: readonly Approval[]) {
  const ahead = [...found.stages.flatMap(({ requirements }) => requirements), ...found.closure.requirements]
  const open = ahead.filter(({ kind, met, key }) => kind === 'approval' && !met && key.startsWith('approval:'))
  const known = new Set(latest(items).map(({ key, id }) => `approval:${key ?? id}`))
  return [...new Map(open.map((ask) => [ask.key, ask])).values()].filter(({ key }) => !known.has(key))
}

function Round({ approval, number, onAgain }: { approval: Approval; number: string; onAgain: (() => void) | null }) {
  const { title, asks, state, round, votes, values, because, leftOut, requestedBy, requestedAt, dueAt } = approval
  return (
    <li data-state={state}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <span>
          <b>{stateWords[state]}</b>
          {round > 1 && `, round ${round}`}
          {modeWords(approval) && `, ${modeWords(approval)}`}
        </span>
      </header>
      {state !== 'void' && !approval.mine && <p className={styles.asks}>{asks}</p>}
      {!approval.mine && values.length > 0 && (
        <dl className={styles.values}>
          {values.map(({ label, words }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.why}>
        Asked for by {requestedBy?.name ?? 'the case itself'} <Instant at={requestedAt} as="ago" />
        {state === 'waiting' && dueAt && (
          <>
            {' '}
            · due <Instant at={dueAt} />
          </>
        )}
        {state === 'void' && ` · ${because.join(', ')}`}
        {state === 'waiting' && votes.length === 0 && ` · ${because.join(', ')}`}
        {leftOut.length > 0 && ` · not asked: ${leftOut.map((each) => `${each.name}, who ${each.because}`).join('; ')}`}
      </p>
      <ol className={styles.votes}>
        {votes.map((vote) => (
          <li key={vote.id}>
            <Face name={deciderOf(vote)} size={20} />
            <span>
              {wordOf(vote, state)}
              <small>{reasonOf(vote)}</small>
              {vote.comment && <q>{vote.comment}</q>}
            </span>
            {vote.decidedAt ? <Instant at={vote.decidedAt} as="ago" /> : <span />}
          </li>
        ))}
      </ol>
      {approval.mine && <Decide approval={approval} also={[]} number={number} />}
      {approval.key === null && (state === 'waiting' || state === 'rejected') && wasAnswered(approval) && (
        <p className={styles.why}>
          What is decided is not taken back{approval.holds && ': it holds the gate'}.{' '}
          {approval.canWithdraw
            ? 'Whoever may override gates ends it, with a reason.'
            : 'Only somebody who may override gates ends it.'}
        </p>
      )}
      {(onAgain || approval.canWithdraw) && (
        <div className={styles.acts}>
          {onAgain && (
            <Button variant="default" onClick={onAgain}>
              Ask again
            </Button>
          )}
          {approval.canWithdraw && <Withdraw approval={approval} number={number} />}
        </div>
      )}
    </li>
  )
}

type Vote = Approval['votes'][number]

function wordOf(vote: Vote, state: Approval['state']): string {
  const name = deciderOf(vote)
  if (vote.decision) return `${name} ${vote.decision}${vote.byMail ? ' by mail' : ''}`
  if (state !== 'waiting') return `${name} was asked`
  return vote.next ? `${name} is asked now` : `${name} comes after`
}

function reasonOf({ person, standIn, because, decidedBy }: Vote): string {
  const instead = (decidedBy ?? standIn)?.id !== undefined && (decidedBy ?? standIn)!.id !== person.id
  return instead ? `for ${person.name}${standIn ? `, ${standIn.because}` : ''}` : because
}

/** Taking back what was asked for in own words, or ending it once somebody answered: with its reason, in one line. */
function Withdraw({ approval, number }: { approval: Approval; number: string }) {
  const ends = wasAnswered(approval)
  const act = ends ? (approval.holds ? 'Override its gate' : 'End it') : 'Take it back'
  const [reason, setReason] = useState<string | null>(null)
  const withdraw = useApprovalAct(number, (why: string) =>
    api.approvals.withdrawApproval({ params: { id: approval.id }, body: { reason: why } }),
  )
  if (reason === null) {
    return (
      <Button variant="default" onClick={() => setReason('')}>
        {act}
      </Button>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    withdraw.mutate(reason, said)
  }
  return (
    <form className={styles.acts} onSubmit={submit}>
      <TextInput
        label={ends ? 'Why it ends' : 'Why it is taken back'}
        data-autofocus
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!reason.trim()} loading={withdraw.isPending}>
        {act}
      </Button>
    </form>
  )
}
