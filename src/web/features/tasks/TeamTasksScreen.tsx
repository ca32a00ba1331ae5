import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { TeamTask } from '../../../features/tasks/contract.ts'
import { whoseTask } from '../../../features/tasks/rules/whose.ts'
import { useMe } from '../../app/session.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Empty } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import styles from '../customers/accounts.module.css'
import { MySides } from '../sideconversations/MySides.tsx'
import { teamTasksQuery } from './queries.ts'
import { TaskBoard } from './TaskBoard.tsx'
import own from './taskBoard.module.css'
import { useGiveTask } from './useGiveTask.ts'

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
  const keys = useRowKeys<HTMLTableElement>()
  const now = useNow()
  const me = useMe()
  const take = useGiveTask()
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col" data-wide>
            Case
          </th>
          <th scope="col" data-wide>
            Team
          </th>
          <th scope="col">Due</th>
          <th scope="col">Whose</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((task) => (
          <tr key={task.id}>
            <td>
              <Go to={`/cases/${task.case.number}`} data-row>
                <b>{task.title}</b>
              </Go>
              <small>
                {task.case.number}
                {task.case.account && `, ${task.case.account.name}`}
              </small>
            </td>
            <td data-wide>
              <PriorityMark priority={task.case.priority} /> {task.case.subject}
            </td>
            <td data-wide>{task.team?.name}</td>
            <DueCell task={task} now={now} />
            <td>
              {task.owner ? (
                task.owner.name
              ) : whoseTask(task) ? (
                `${whoseTask(task)!.name}, whose case it is`
              ) : me.rights.includes('cases.work') ? (
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
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** When it is due; where nobody said so, when its case is. */
function DueCell({ task, now }: { task: TeamTask; now: Date }) {
  const at = task.dueAt ?? task.case.dueAt
  return (
    <td data-tone={at && new Date(at) < now ? 'overdue' : undefined}>
      {at ? <Instant at={at} as="dayAndTime" /> : 'any time'}
      {!task.dueAt && at && <small>its case</small>}
    </td>
  )
}
