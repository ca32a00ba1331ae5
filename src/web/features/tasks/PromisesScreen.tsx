import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ListedPromise } from '../../../features/tasks/contract/promises.ts'
import { TeamTabs } from '../../app/TeamTabs.tsx'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from '../customers/accounts.module.css'
import own from './promises.module.css'
import { promisesQuery } from './queries.ts'

const states = [
  { value: 'open', label: 'To keep' },
  { value: 'broken', label: 'Not kept' },
  { value: 'done', label: 'Kept' },
] as const
type State = (typeof states)[number]['value']

/** What customers were promised, and what became of it. */
export function PromisesScreen() {
  const setQuery = useSetQuery()
  const asked = useQueryPart('state')
  const state: State = states.find(({ value }) => value === asked)?.value ?? 'open'
  const list = useInfiniteQuery({ ...promisesQuery(state), placeholderData: keepPreviousData })
  const rate = list.data?.pages[0]?.last30Days
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <TeamTabs />
        <header className={styles.head}>
          <div>
            <h1>Promises to customers</h1>
            <p className={own.rate}>{rate ? <Rate {...rate} /> : 'What was said, and until when.'}</p>
          </div>
        </header>
        <SegmentedControl
          mt={16}
          mb={8}
          aria-label="Which promises"
          data={[...states]}
          value={state}
          onChange={(next) => setQuery({ state: next === 'open' ? null : next })}
        />
        <PagedList
          what="promises"
          list={list}
          empty={
            <Empty title={empty[state]} act={<Go to="/my-next">Go to my next</Go>}>
              A promise such as “I will call you on Tuesday” is offered while you write; with p it is written down by
              hand.
            </Empty>
          }
        >
          {(rows) => <PromiseTable rows={rows} />}
        </PagedList>
      </div>
    </div>
  )
}

const empty: Record<State, string> = {
  open: 'Nobody waits for a promise',
  broken: 'Every promise was kept',
  done: 'No promise was kept yet',
}

function Rate({ kept, late, broken }: { kept: number; late: number; broken: number }) {
  const all = kept + late + broken
  if (all === 0) return 'None fell due in the last 30 days.'
  return (
    <>
      <b>{Math.round((kept / all) * 100)} % kept</b> of {all.toLocaleString('en-GB')} that fell due in the last 30 days
      {late > 0 && `, ${late.toLocaleString('en-GB')} late`}
      {broken > 0 && `, ${broken.toLocaleString('en-GB')} not yet`}
    </>
  )
}

function PromiseTable({ rows }: { rows: ListedPromise[] }) {
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Promise',
          cell: ({ title, case: about }) => (
            <>
              <Go to={`/cases/${about.number}`} data-row>
                <b>{title}</b>
              </Go>
              <small>
                {about.number} {about.subject}
                {about.account && `, ${about.account.name}`}
              </small>
            </>
          ),
        },
        { name: 'In these words', wide: true, cell: ({ said }) => `“${said}”` },
        { name: 'Who keeps it', wide: true, cell: ({ owner }) => owner?.name ?? 'whoever has the case' },
        {
          name: 'Until',
          right: true,
          tone: ({ state }) => (state === 'broken' || state === 'late') && 'overdue',
          cell: ({ dueAt, doneAt, state }) => (
            <>
              <Instant at={dueAt} />
              {doneAt && (
                <small>
                  {state === 'late' ? 'late, ' : ''}
                  <Instant at={doneAt} />
                </small>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
