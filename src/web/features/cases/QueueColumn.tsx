import { useQuery } from '@tanstack/react-query'
import type { WorkItem } from '../../../features/cases/contract.ts'
import { Empty, ErrorState, RowsSkeleton } from '../../ui/States.tsx'
import styles from './QueueColumn.module.css'
import { QueueRow } from './QueueRow.tsx'
import { myNextQuery } from './queries.ts'

const groups = [
  { key: 'overdue', name: 'Overdue', tone: 'overdue' },
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
export function QueueColumn({ open, alone }: { open: string | undefined; alone: boolean }) {
  const Title = alone ? 'h1' : 'h2'
  const { data, isError, refetch } = useQuery(myNextQuery)
  return (
    <section className={styles.column} aria-label="My next">
      <header className={styles.head}>
        <div className={styles.title}>
          <Title>My next</Title>
          {data && <span className="num">{data.items.length}</span>}
        </div>
      </header>
      {isError && !data ? (
        <ErrorState title="The list could not be read" onRetry={() => void refetch()}>
          The server did not answer. Your drafts are kept and nothing was lost.
        </ErrorState>
      ) : !data ? (
        <RowsSkeleton label="Loading your list" />
      ) : data.items.length === 0 ? (
        <Empty title="Nothing waits for you">
          Cases, tasks and promises appear here by deadline, each with the reason why.
        </Empty>
      ) : (
        <Groups items={data.items} open={open} alone={alone} />
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

function Groups({ items, open, alone }: { items: WorkItem[]; open: string | undefined; alone: boolean }) {
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
                <QueueRow key={item.id} item={item} chosen={item.case.number === open} />
              ))}
            </ul>
          </section>
        )
      })}
      <p className={styles.end}>Ordered by deadline, then importance.</p>
    </div>
  )
}
