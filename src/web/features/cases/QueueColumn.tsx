import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { WorkItem } from '../../../features/cases/contract/my-next.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Hint } from '../../ui/Hint.tsx'
import { IconChecklist, IconFilter, IconPlus, IconX } from '../../ui/icons.ts'
import { Empty, ErrorState, RowsSkeleton } from '../../ui/States.tsx'
import { keptSearch, myNextFilterIn, narrowed, sumOf } from './myNextFilter.ts'
import styles from './QueueColumn.module.css'
import { QueueFilter } from './QueueFilter.tsx'
import { QueueRow } from './QueueRow.tsx'
import { myNextQuery } from './queries.ts'

const TakeNext = lazy(() => import('../routing/TakeNext.tsx').then((m) => ({ default: m.TakeNext })))
const NothingNext = lazy(() => import('./NothingNext.tsx').then((m) => ({ default: m.NothingNext })))

const groups = [
  { key: 'overdue', name: 'Late', tone: 'overdue' },
  { key: 'at_risk', name: 'At risk', tone: 'risk' },
  { key: 'today', name: 'Today', tone: undefined },
  { key: 'later', name: 'Later', tone: undefined },
  { key: 'waiting', name: 'Waiting', tone: 'waiting' },
] as const
const hints = [
  ['j k', 'move'],
  ['r', 'reply'],
  ['n', 'note'],
  ['e', 'resolve'],
  ['?', 'all keys'],
]

/** One ordered list of what to do now; worked from top to bottom it is a correct day. */
export function QueueColumn({ open, alone, phone }: { open: string | undefined; alone: boolean; phone: boolean }) {
  const Title = alone ? 'h1' : 'h2'
  const me = useMe()
  const begins = me.rights.includes('cases.work')
  const { data, isError, refetch } = useQuery(myNextQuery)
  const search = useRouterState({ select: (s) => s.location.searchStr })
  const setQuery = useSetQuery()
  const filter = myNextFilterIn(search)
  const narrows = filter.kind !== null || filter.find !== ''
  const filtering = useQueryPart('filter') !== null || narrows
  const items = data ? narrowed(data.items, filter) : []
  const unfilter = () => setQuery({ filter: null, kind: null, find: null })
  return (
    <section className={styles.column} aria-label="My next">
      <header className={styles.head}>
        <div className={styles.title}>
          <Title>My next</Title>
          {data && (
            <span className="num" title={sumOf(data.items, me.id)}>
              {narrows ? `${items.length} of ${data.items.length}` : data.items.length}
            </span>
          )}
        </div>
        <Hint label="Tasks of my teams">
          <ActionIcon component={Link} to="/team-tasks" aria-label="Tasks of my teams">
            <IconChecklist size={17} stroke={1.7} />
          </ActionIcon>
        </Hint>
        {phone && begins && (
          <ActionIcon aria-label="New case" onClick={() => setQuery({ new: 'case' })}>
            <IconPlus size={18} stroke={1.8} />
          </ActionIcon>
        )}
        <Hint label={filtering ? 'Show all' : 'Filter · f'}>
          <ActionIcon
            aria-label={filtering ? 'Show all again' : 'Filter my list'}
            aria-pressed={filtering}
            onClick={() => (filtering ? unfilter() : setQuery({ filter: '1' }))}
          >
            {filtering ? <IconX size={17} stroke={1.7} /> : <IconFilter size={17} stroke={1.7} />}
          </ActionIcon>
        </Hint>
      </header>
      {filtering && data && <QueueFilter items={data.items} filter={filter} onClose={unfilter} />}
      {isError && !data ? (
        <ErrorState title="The list could not be read" onRetry={() => void refetch()}>
          The server did not answer. Your drafts are kept and nothing was lost.
        </ErrorState>
      ) : !data ? (
        <RowsSkeleton label="Loading your list" />
      ) : data.items.length === 0 ? (
        <div className={styles.scroll}>
          {phone && (
            <Suspense fallback={null}>
              <NothingNext />
            </Suspense>
          )}
        </div>
      ) : items.length === 0 ? (
        <Empty title="Nothing of that kind" act={<Button onClick={unfilter}>Show all</Button>}>
          {`${data.items.length} other cases stand in your list.`}
        </Empty>
      ) : (
        <Groups items={items} open={open} alone={alone} kept={keptSearch(search)} sum={sumOf(items, me.id)} />
      )}
      {begins && data && (
        <Suspense fallback={null}>
          <TakeNext />
        </Suspense>
      )}
      <footer className={styles.hints}>
        {hints.map(([keys, act]) => (
          <span key={act}>
            <b>{keys}</b>
            {act}
          </span>
        ))}
      </footer>
    </section>
  )
}

interface GroupsProps {
  items: WorkItem[]
  open: string | undefined
  alone: boolean
  /** What narrows the list, for the addresses of its rows. */
  kept: string
  sum: string
}

function Groups({ items, open, alone, kept, sum }: GroupsProps) {
  const Group = alone ? 'h2' : 'h3'
  return (
    <div className={styles.scroll}>
      {groups.map(({ key, name, tone }) => {
        const here = items.filter((item) => item.group === key)
        if (here.length === 0) return null
        return (
          <section key={key} aria-label={`${name}, ${here.length}`}>
            <Group className={styles.group} data-tone={tone}>
              {name} <span className="num">{here.length}</span>
            </Group>
            <ul>
              {here.map((item) => (
                <QueueRow key={item.id} item={item} chosen={item.case.number === open} kept={kept} />
              ))}
            </ul>
          </section>
        )
      })}
      <p className={styles.end}>
        {sum}. Each case once, by deadline, then importance; what waits for an answer is for today.
      </p>
    </div>
  )
}
