import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Goes, LeaveWork } from '../../../features/absence/contract/hand-over.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import styles from './absence.module.css'
import { keyOf } from './choices.ts'
import { goesSaid } from './words.ts'

interface Props {
  items: readonly LeaveWork[]
  deputy: string | null
  onChoose: (key: string, choice: { goes?: Goes | null; brief?: string }) => void
}

/** Each open case and task with what would happen, why, and the brief that goes with it. */
export function WorkTable({ items, deputy, onChoose }: Props) {
  if (items.length === 0) return <p className={styles.nothing}>Nothing is open.</p>
  return (
    <ul className={styles.work}>
      {items.map((item) => (
        <WorkLine key={keyOf(item)} item={item} deputy={deputy} onChoose={(choice) => onChoose(keyOf(item), choice)} />
      ))}
    </ul>
  )
}

function WorkLine({
  item,
  deputy,
  onChoose,
}: {
  item: LeaveWork
  deputy: string | null
  onChoose: (choice: { goes?: Goes | null; brief?: string }) => void
}) {
  const [open, setOpen] = useState(false)
  const { task, brief, goes, chosen, because } = item
  const name = task?.title ?? item.case.subject
  const options: Goes[] = deputy ? ['deputy', 'queue', 'stay'] : ['queue', 'stay']
  return (
    <li data-task={task ? true : undefined}>
      <div className={styles.what}>
        <Go to={`/cases/${item.case.number}`}>
          <b>{name}</b>
        </Go>
        <small>
          {task && 'Task of '}
          {item.case.number}
          {item.case.account && `, ${item.case.account}`}
          {item.dueAt && (
            <>
              , due <Instant at={item.dueAt} as="dayAndTime" />
            </>
          )}
        </small>
      </div>
      <NativeSelect
        aria-label={`What happens with ${name}`}
        value={goes}
        onChange={(event) => onChoose({ goes: event.currentTarget.value as Goes })}
        data={options.map((each) => ({ value: each, label: goesSaid(each, deputy, task !== null) }))}
      />
      <div className={styles.why}>
        {chosen ? (
          <>
            chosen by hand.{' '}
            <Button variant="subtle" size="compact-xs" onClick={() => onChoose({ goes: null })}>
              By the rule
            </Button>
          </>
        ) : (
          because
        )}
      </div>
      {task === null && goes !== 'stay' && (
        <Button
          className={styles.briefAct!}
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {item.briefIsOwn ? 'Brief, yours' : 'Brief'}
        </Button>
      )}
      {open && task === null && goes !== 'stay' && (
        <Textarea
          className={styles.brief!}
          aria-label={`Brief for ${name}`}
          description="Goes onto the case as an internal note. Drawn from the case; change what you know better."
          autosize
          minRows={4}
          value={brief ?? ''}
          onChange={(event) => onChoose({ brief: event.currentTarget.value })}
        />
      )}
    </li>
  )
}
