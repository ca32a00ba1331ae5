import { Checkbox } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Task } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconArrowRight, IconClock, IconMailOpened } from '../../ui/icons.ts'
import { said } from '../../ui/said.ts'
import styles from './Plan.module.css'
import type { Coming } from './plan.ts'
import { firstName } from './words.ts'

const comingIcon = { clock: IconClock, step: IconArrowRight, closing: IconMailOpened }

/** A task to tick. */
export function TaskLine({ task, number, can }: { task: Task; number: string; can: boolean }) {
  const cache = useQueryClient()
  const now = useNow()
  const tick = useMutation({
    mutationFn: (done: boolean) =>
      api.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done } }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['case', number] }),
    ...said,
  })
  const done = tick.isPending ? tick.variables : Boolean(task.doneAt)
  const who = task.owner?.name ?? task.team?.name
  const late = task.dueAt && new Date(task.dueAt) < now
  return (
    <li className={styles.line} data-done={done || undefined} data-risk={late ? 'overdue' : undefined}>
      <span className={styles.gutter}>
        <Checkbox
          id={`task-${task.id}`}
          checked={done}
          disabled={!can}
          onChange={(event) => tick.mutate(event.currentTarget.checked)}
        />
      </span>
      <label className={styles.title} htmlFor={`task-${task.id}`}>
        {task.title}
        {task.mandatory && <em> needed</em>}
      </label>
      {who ? <Who name={who} /> : <span />}
      {task.dueAt ? <Instant at={task.dueAt} /> : <span />}
    </li>
  )
}

/** An instant ahead: which clock ends, whose step is next. */
export function ComingLine({ coming }: { coming: Coming }) {
  const Icon = comingIcon[coming.kind]
  return (
    <li className={styles.line} data-kind={coming.kind} data-risk={coming.risk === 'ok' ? undefined : coming.risk}>
      <span className={styles.gutter}>
        <Icon size={15} stroke={1.7} aria-hidden />
      </span>
      <span className={styles.title} data-wide={!coming.who || undefined}>
        {coming.text}
      </span>
      {coming.who && <Who name={coming.who} />}
      {coming.at ? <Instant at={coming.at} /> : <span />}
    </li>
  )
}

function Who({ name }: { name: string }) {
  return (
    <span className={styles.who} title={name}>
      <Face name={name} size={16} />
      <span>{firstName(name)}</span>
    </span>
  )
}
