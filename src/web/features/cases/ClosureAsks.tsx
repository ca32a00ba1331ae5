import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Requirement } from '../../../features/cases/contract/case-row.ts'
import type { Task } from '../../../features/tasks/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconCheck, IconCircle } from '../../ui/icons.ts'
import { ApprovalAsk, isApproval } from '../approvals/ApprovalAsk.tsx'
import { AskLabel } from './AskLabel.tsx'
import { BeginAll } from './BeginAll.tsx'
import { BeginWork } from './BeginWork.tsx'
import { openBesides } from './closure.ts'
import { Evidence } from './Evidence.tsx'
import { FieldAsk } from './FieldAsk.tsx'
import { isOfForm } from './gates.ts'
import { tasksQuery } from './queries.ts'
import { useTick } from './useTick.ts'

/** What resolving asks, met or not; what is a matter of a tick is ticked here. */
export function ClosureAsks({ asks, number, can }: { asks: Requirement[]; number: string; can: boolean }) {
  const tasks = useQuery(tasksQuery(number)).data?.items ?? []
  const besides = openBesides(tasks, asks)
  return (
    <>
      {can && <BeginAll asks={asks} number={number} />}
      <ul>
        {asks.map((ask) => {
          const task = can ? taskOf(tasks, ask) : undefined
          return task ? (
            <Ticked key={task.id} ask={ask} task={task} number={number} can={can} />
          ) : (
            <Shown key={ask.taskId ?? ask.key} ask={ask} number={number} can={can} />
          )
        })}
      </ul>
      {besides.length > 0 && (
        <>
          <h4>Still open, not required</h4>
          <ul>
            {besides.map((task) => (
              <Ticked key={task.id} ask={{ label: task.title, metBy: null }} task={task} number={number} can={can} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface TickedProps {
  ask: Pick<Requirement, 'label' | 'metBy'>
  task: Task
  number: string
  can: boolean
}

function Ticked({ ask, task, number, can }: TickedProps) {
  const { done, ready, asking, tick, finish, cancel } = useTick(number, task)
  const id = `ask-${task.id}`
  return (
    <li data-met={done || undefined}>
      <Checkbox
        id={id}
        size="xs"
        checked={done}
        disabled={!ready || !can}
        onChange={(event) => tick(event.currentTarget.checked)}
      />
      <label htmlFor={id}>
        {ask.label}
        <small>
          {done ? ask.metBy : ready ? 'to tick once it is done' : `after ${task.waitsFor.join(', ')}`}
          {!done && task.promise && ', promised'}
          {!done && task.dueAt && (
            <>
              , by <Instant at={task.dueAt} as="dayAndTime" />
            </>
          )}
        </small>
      </label>
      {asking && <Evidence title={task.title} onFinish={finish} onCancel={cancel} />}
    </li>
  )
}

function Shown({ ask, number, can }: { ask: Requirement; number: string; can: boolean }) {
  const { label, met, metBy, holds, stage } = ask
  const unbegun = stage && !stage.begun ? stage : null
  return (
    <li data-met={met || undefined}>
      {met ? (
        <IconCheck size={16} stroke={2} aria-label="Met" />
      ) : (
        <IconCircle size={16} stroke={1.8} aria-label="Missing" />
      )}
      <span>
        {can && isOfForm(ask) ? (
          <FieldAsk label={label} />
        ) : isApproval(ask) ? (
          <ApprovalAsk label={label} />
        ) : (
          <AskLabel ask={ask} />
        )}
        <small>
          {unbegun ? (
            <BeginWork number={number} stage={unbegun} can={can} />
          ) : met ? (
            metBy
          ) : (
            holds && `waits for ${holds}`
          )}
        </small>
      </span>
    </li>
  )
}

const taskOf = (tasks: Task[], { taskId }: Requirement): Task | undefined => tasks.find(({ id }) => id === taskId)
