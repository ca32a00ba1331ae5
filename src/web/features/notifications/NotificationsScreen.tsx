import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notification } from '../../../features/notifications/contract.ts'
import { api } from '../../api.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import styles from '../customers/accounts.module.css'
import own from './notifications.module.css'
import { notificationsQuery } from './queries.ts'
import { notificationWords } from './words.ts'

/** What I was told, the newest first. Opening a case marks what told of it as read. */
export function NotificationsScreen() {
  const list = useInfiniteQuery(notificationsQuery)
  const { unread = 0, items = [] } = list.data?.pages[0] ?? {}
  const cache = useQueryClient()
  const read = useMutation({
    mutationFn: (body: { ids: string[] } | { upTo: string }) => api.notifications.readNotifications({ body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const newest = items[0]?.at
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <header className={styles.head}>
          <div>
            <h1>Notifications</h1>
            <p>{unread === 0 ? 'All read.' : `${unread.toLocaleString('en-GB')} not read yet.`}</p>
          </div>
          {newest && unread > 0 && (
            <Button variant="default" loading={read.isPending} onClick={() => read.mutate({ upTo: newest })}>
              Mark all as read
            </Button>
          )}
        </header>
        <PagedList what="notifications" list={list} empty={<None />}>
          {(rows) => <Told rows={rows} onOpen={(id) => read.mutate({ ids: [id] })} />}
        </PagedList>
      </div>
    </div>
  )
}

function None() {
  return (
    <Empty title="Nothing so far" act={<Go to="/my-next">Go to My next</Go>}>
      What names you, your team or your role stands here: warnings and escalations, approvals that wait for your word,
      and cases that nobody keeps going.
    </Empty>
  )
}

const pressing: Notification['kind'][] = ['clock_escalated', 'standing_check', 'approval_overdue']

function Told({ rows, onOpen }: { rows: Notification[]; onOpen: (id: string) => void }) {
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={`${table.table} ${own.told}`} ref={keys}>
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">What</th>
          <th scope="col">Due</th>
          <th scope="col" data-right>
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, case: { number, subject }, kind, clock, said, dueAt, readAt }) => (
          <tr key={id} data-past={readAt !== null || undefined}>
            <td>
              <Go to={`/cases/${number}`} data-row onClick={() => readAt === null && onOpen(id)}>
                <b>{subject}</b>
              </Go>
              <small>{readAt === null ? `${number}, not read` : number}</small>
            </td>
            <td data-tone={pressing.includes(kind) && readAt === null ? 'overdue' : undefined}>
              {notificationWords({ kind, clock, said })}
            </td>
            <td>{dueAt && <Instant at={dueAt} />}</td>
            <td data-right>
              <Instant at={at} as="ago" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
