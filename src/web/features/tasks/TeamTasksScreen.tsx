import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { TeamTask } from '../../../features/tasks/contract.ts'
import { whoseTask } from '../../../features/tasks/rules/whose.ts'
import { useMe } from '../../app/session.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconPencil } from '../../ui/icons.ts'
import { PagedList } from '../../ui/PagedList.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from '../customers/accounts.module.css'
import { MySides } from '../sideconversations/MySides.tsx'
import { teamTasksQuery } from './queries.ts'
import { TaskBoard } from './TaskBoard.tsx'
import own from './taskBoard.module.css'
import { useGiveTask } from './useGiveTask.ts'

const TaskEdit = lazy(() => import('./TaskEdit.tsx').then((m) => ({ default: m.TaskEdit })))

const which = [
  { value: 'free', label: 'Free to take' },
  { value: 'all', label: 'All open' },
  { value: 'board', label: 'By person' },
  { value: 'sides', label: 'Side conversations' },
]

/** What my teams have to do, across all cases: whoever has time takes the first one. */
export function TeamTasksScreen() {
  const setQuery = useSetQuery()
  const asked = useQueryPart('of')
  const of = which.find(({ value }) => value === asked)?.value ?? 'free'
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <TeamTabs />
        <header className={styles.head}>
          <div>
            <h1>Tasks of my teams</h1>
            <p>Only what can be begun now. What is due first stands first.</p>
          </div>
        </header>
        <SegmentedControl
          mt={16}
          mb={8}
          className={own.which!}
          aria-label="Which tasks"
          data={which}
          value={of}
          onChange={(next) => setQuery({ of: next === 'free' ? null : next })}
        />
        {of === 'sides' ? <MySides /> : <Tasks shown={of} />}
      </div>
    </div>
  )
}

function Tasks({ shown }: { shown: string }) {
  const of = shown === 'free' ? 'free' : 'all'
  const list = useInfiniteQuery({ ...teamTasksQuery(of), placeholderData: keepPreviousData })
  return (
    <PagedList
      what="tasks"
      list={list}
      empty={
        <Empty title="Nothing to take" act={<Go to="/my-next">Go to my next</Go>}>
          {of === 'free' ? 'Every task of your teams has somebody, or waits for another.' : 'Your teams owe nothing.'}
        </Empty>
      }
    >
      {(rows) => (shown === 'board' ? <TaskBoard tasks={rows} /> : <TaskTable rows={rows} />)}
    </PagedList>
  )
}

function TaskTable({ rows }: { rows: TeamTask[] }) {
  const now = useNow()
  const me = useMe()
  const take = useGiveTask()
  const mayWork = me.rights.includes('cases.work')
  const [changing, setChanging] = useState<string | null>(null)
  const changed = (id: string) => {
    setChanging(null)
    document.getElementById(`task-${id}`)?.focus()
  }
  const change = (task: TeamTask) => (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-label={`Change ${task.title} of ${task.case.number}`}
      aria-expanded={changing === task.id}
      onClick={() => setChanging(changing === task.id ? null : task.id)}
    >
      <IconPencil size={15} stroke={1.7} />
    </ActionIcon>
  )
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Task',
          cell: ({ id, title, evidence, case: about }) => (
            <>
              <Go
                to={`/cases/${about.number}`}
                id={`task-${id}`}
                data-row
                onKeyDown={(event) => event.key === 'F2' && mayWork && setChanging(id)}
              >
                <b>{title}</b>
              </Go>
              <small>
                {about.number}
                {about.account && `, ${about.account.name}`}
                {evidence && `; ${evidence}`}
              </small>
            </>
          ),
        },
        {
          name: 'Case',
          wide: true,
          cell: ({ case: about }) => (
            <>
              <PriorityMark priority={about.priority} /> {about.subject}
            </>
          ),
        },
        { name: 'Team', wide: true, cell: ({ team }) => team?.name },
        {
          name: 'Due',
          tone: (task) => new Date(dueOf(task) ?? now) < now && 'overdue',
          cell: (task) => <Due task={task} />,
        },
        {
          name: 'Whose',
          cell: (task) =>
            task.owner ? (
              task.owner.name
            ) : whoseTask(task) ? (
              `${whoseTask(task)!.name}, whose case it is`
            ) : mayWork ? (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Take ${task.title} of ${task.case.number}`}
                loading={take.isPending && take.variables.task.id === task.id}
                onClick={() => take.mutate({ task, ownerId: me.id })}
              >
                Take it
              </Button>
            ) : (
              'nobody yet'
            ),
        },
        ...(mayWork ? [{ name: 'Change', right: true, cell: change }] : []),
      ]}
      below={(task) =>
        changing === task.id && (
          <Suspense>
            <TaskEdit task={task} onDone={() => changed(task.id)} />
          </Suspense>
        )
      }
    />
  )
}

/** When it is due; where nobody said so, when its case is. */
const dueOf = (task: TeamTask) => task.dueAt ?? task.case.dueAt

function Due({ task }: { task: TeamTask }) {
  const at = dueOf(task)
  return (
    <>
      {at ? <Instant at={at} as="dayAndTime" /> : 'any time'}
      {!task.dueAt && at && <small>its case</small>}
    </>
  )
}
