import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoadChange, MovePlan } from '../../../features/workload/contract.ts'
import { useMe } from '../../app/session.ts'
import { counted } from '../../ui/amounts.ts'
import form from '../../ui/form.module.css'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { CaseDue } from '../cases/CaseDue.tsx'
import { type Asked, planQuery } from './queries.ts'
import { type Moving, useMoveCases } from './useMoveCases.tsx'
import styles from './workload.module.css'

/** What moving cases would mean, for each of them and for everybody concerned, before anything moves. */
export function PlanSheet({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const me = useMe()
  const plan = useQuery(planQuery(asked))
  const { moving, move, stop } = useMoveCases()
  const go = async (steps: MovePlan['moves']) => {
    if (await move(steps, reasons[asked.kind](me.name))) onClose()
  }
  return (
    <Sheet title={titleOf(asked)} onClose={moving?.running ? stop : onClose} size={620}>
      <Known query={plan} what="What it would mean" lines={5}>
        {(data) =>
          moving && !moving.running ? (
            <Result moving={moving} onClose={onClose} />
          ) : (
            <Shown plan={data} moving={moving} onClose={moving ? stop : onClose} onGo={(steps) => void go(steps)} />
          )
        }
      </Known>
    </Sheet>
  )
}

const reasons = {
  moves: (name: string) => `given by ${name}`,
  allOf: (name: string) => `everything was handed over by ${name}`,
  rebalance: (name: string) => `the load was evened out by ${name}`,
}
const titleOf = (asked: Asked): string =>
  asked.kind === 'allOf'
    ? 'Hand everything over'
    : asked.kind === 'rebalance'
      ? 'Even out the load'
      : asked.moves.length === 1
        ? 'Give this case on'
        : `Give ${asked.moves.length} cases on`

interface ShownProps {
  plan: MovePlan
  moving: Moving | null
  onClose: () => void
  onGo: (steps: MovePlan['moves']) => void
}

/** Each move can be left out; what the others mean is asked anew. */
function Shown({ plan: { moves, people: everybody, because }, moving, onClose, onGo }: ShownProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const able = moves.filter(({ refused }) => refused === null)
  const steps = able.filter(({ case: { id } }) => !left.has(id))
  const asked: Asked = {
    kind: 'moves',
    moves: steps.map(({ case: { id }, to }) => ({ caseId: id, toId: to?.id ?? null })),
  }
  const again = useQuery({ ...planQuery(asked), enabled: left.size > 0 && steps.length > 0 })
  const people = left.size === 0 ? everybody : steps.length === 0 ? [] : (again.data?.people ?? everybody)
  const turn = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const shared = able.length > 1 ? able[0]!.notes.filter((note) => able.every(({ notes }) => notes.includes(note))) : []
  const done = moving ? moving.done.length + moving.refused.length : 0
  return (
    <>
      <div className={styles.plan}>
        {people.length > 0 && (
          <ul className={styles.changes} aria-label="Load before and after">
            {people.map((change) => (
              <Change key={change.person.id} change={change} />
            ))}
          </ul>
        )}
        {because.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {shared.length > 0 && <p>All of them: {shared.join('; ')}.</p>}
        {moves.length === 0 && because.length === 0 && <p>There is nothing open to move.</p>}
        <ol className={styles.steps}>
          {moves.map(({ case: row, to, refused, notes }) => (
            <li key={row.id} data-refused={refused !== null || undefined}>
              <span>
                {refused === null && able.length > 1 && (
                  <Checkbox
                    size="xs"
                    aria-label={`Move ${row.number}`}
                    checked={!left.has(row.id)}
                    disabled={moving !== null}
                    onChange={() => turn(row.id)}
                  />
                )}
                <PriorityMark priority={row.priority} />
                <Go to={`/cases/${row.number}`}>{row.subject}</Go>
                <CaseDue row={row} named />
                <em>
                  {row.owner?.name ?? row.queue?.name ?? 'queue'} → {to?.name ?? 'routing'}
                </em>
              </span>
              {refused !== null && <small>Stays: {refused}</small>}
              <small>
                {[row.number, row.account?.name ?? row.contact?.name, ...notes.filter((note) => !shared.includes(note))]
                  .filter(Boolean)
                  .join('; ')}
              </small>
            </li>
          ))}
        </ol>
      </div>
      <footer className={form.foot}>
        <span role="status">{moving ? `${done} of ${moving.total} moved` : ''}</span>
        <Button variant="default" onClick={onClose}>
          {moving ? 'Stop here' : able.length === 0 ? 'Close' : 'Leave it as it is'}
        </Button>
        {steps.length > 0 && (
          <Button loading={moving !== null} onClick={() => onGo(steps)} data-autofocus>
            Move {steps.length === 1 ? 'it' : counted(steps.length, 'case')}
          </Button>
        )}
      </footer>
    </>
  )
}

function Change({ change: { person, before, after, capacity } }: { change: LoadChange }) {
  return (
    <li>
      <b>{person.name}</b>
      <Meter
        value={after}
        of={capacity}
        label={`${after} of ${capacity} afterwards`}
        tone={after > capacity ? 'overdue' : 'bar'}
      />
      <span className="num" data-over={after > capacity || undefined}>
        {before} → {after} of {capacity}
      </span>
    </li>
  )
}

function Result({ moving: { done, refused }, onClose }: { moving: Moving; onClose: () => void }) {
  return (
    <>
      <div className={styles.plan} role="alert">
        <p>
          {counted(done.length, 'case')} moved. {counted(refused.length, 'case')} stayed where they were:
        </p>
        <ol className={styles.steps}>
          {refused.map(({ number, because }) => (
            <li key={number}>
              <span>
                <Go to={`/cases/${number}`}>{number}</Go>
              </span>
              <small>{because}</small>
            </li>
          ))}
        </ol>
      </div>
      <footer className={form.foot}>
        <span />
        <Button onClick={onClose}>Close</Button>
      </footer>
    </>
  )
}
