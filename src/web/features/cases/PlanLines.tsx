import { Checkbox } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconArrowRight, IconClock, IconMailOpened } from '../../ui/icons.ts'
import { TaskMenu } from '../tasks/TaskMenu.tsx'
import { Evidence } from './Evidence.tsx'
import styles from './Plan.module.css'
import type { Coming } from './plan.ts'
import { useTick } from './useTick.ts'
import { firstName } from './words.ts'

const TaskEdit = lazy(() => import('../tasks/TaskEdit.tsx').then((m) => ({ default: m.TaskEdit })))

const comingIcon = { clock: IconClock, step: IconArrowRight, closing: IconMailOpened }

interface TaskLineProps {
  task: Task
  /** Of the task, or of the next step that it is. */
  dueAt: string | null
  number: string
  can: { note: boolean; work: boolean }
}

/** A task to tick, or to change. */
export function TaskLine({ task, dueAt, number, can }: TaskLineProps) {
  const now = useNow()
  const [changing, setChanging] = useState(false)
  const mayChange = can.work && !task.doneAt
  const toChange = () => setChanging(mayChange)
  const changed = () => {
    setChanging(false)
    document.getElementById(`task-${task.id}`)?.focus()
  }
  const { done, ready, asking, tick, finish, cancel } = useTick(number, task)
  const who = task.owner?.name ?? task.team?.name
  const late = dueAt && new Date(dueAt) < now
  return (
    <li
      className={styles.line}
      data-done={done || undefined}
      data-waits={!ready || undefined}
      data-risk={late ? 'overdue' : undefined}
    >
      <span className={styles.gutter}>
        <Checkbox
          id={`task-${task.id}`}
          checked={done}
          disabled={!can.note || !ready}
          onChange={(event) => tick(event.currentTarget.checked)}
          onKeyDown={(event) => event.key === 'F2' && toChange()}
        />
      </span>
      <label className={styles.title} htmlFor={`task-${task.id}`}>
        {task.title}
        {task.promise ? <em> promised</em> : task.mandatory && <em>{neededFor(task)}</em>}
        {!ready && <small>after {task.waitsFor.join(', ')}</small>}
        {!done && task.evidence && <small>{task.evidence}</small>}
      </label>
      {who ? <Who name={who} said={task.owner ? firstName(who) : who} /> : <span />}
      {dueAt ? <Instant at={dueAt} /> : <span />}
      {mayChange && <TaskMenu task={task} number={number} onChange={toChange} />}
      {asking && <Evidence title={task.title} onFinish={finish} onCancel={cancel} />}
      {changing && (
        <Suspense>
          <div className={styles.below}>
            <TaskEdit task={task} onDone={changed} />
          </div>
        </Suspense>
      )}
    </li>
  )
}

/** What its case cannot do without it: go on, or be resolved at all. */
const neededFor = ({ kind, stage }: Task): string =>
  kind === 'task' && stage === null ? ' needed to resolve it' : ' needed'

/** An instant ahead: which clock ends, whose step is next. */
export function ComingLine({ coming }: { coming: Coming }) {
  const Icon = comingIcon[coming.kind]
  const now = useNow()
  const late = coming.kind === 'step' && coming.at !== null && new Date(coming.at) < now
  return (
    <li
      className={styles.line}
      data-kind={coming.kind}
      data-risk={late ? 'overdue' : coming.risk === 'ok' ? undefined : coming.risk}
    >
      <span className={styles.gutter}>
        <Icon size={15} stroke={1.7} aria-hidden />
      </span>
      <span className={styles.title} data-wide={!coming.who || undefined}>
        {coming.text}
      </span>
      {coming.who && <Who name={coming.who} said={firstName(coming.who)} />}
      {coming.at ? <Instant at={coming.at} /> : <span />}
    </li>
  )
}

/** A person by their first name, a team by its whole one. */
function Who({ name, said }: { name: string; said: string }) {
  return (
    <span className={styles.who} title={name}>
      <Face name={name} size={16} />
      <span>{said}</span>
    </span>
  )
}
