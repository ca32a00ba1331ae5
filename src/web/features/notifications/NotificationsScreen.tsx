import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notification } from '../../../features/notifications/contract.ts'
import { api } from '../../api.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from '../customers/accounts.module.css'
import own from './notifications.module.css'
import { notificationsQuery, type Which } from './queries.ts'
import { notificationWords } from './words.ts'

/** What I was told, the newest first. Opening a case marks what told of it as read. */
export function NotificationsScreen() {
  const which: Which = useQueryPart('show') === 'all' ? 'all' : 'matters'
  const setQuery = useSetQuery()
  const list = useInfiniteQuery({ ...notificationsQuery(which), placeholderData: keepPreviousData })
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
            <p>{unread === 0 ? 'All that matters is read.' : `${unread.toLocaleString('en-GB')} not read yet.`}</p>
          </div>
          <SegmentedControl
            className={own.which!}
            size="xs"
            withItemsBorders={false}
            aria-label="Which notifications"
            value={which}
            onChange={(next) => setQuery({ show: next === 'all' ? 'all' : null })}
            data={[
              { value: 'matters', label: 'Still matters' },
              { value: 'all', label: 'All' },
            ]}
          />
          {newest && unread > 0 && (
            <Button variant="default" loading={read.isPending} onClick={() => read.mutate({ upTo: newest })}>
              Mark all as read
            </Button>
          )}
        </header>
        <PagedList
          what="notifications"
          list={list}
          empty={which === 'all' ? <None /> : <NothingNow onAll={() => setQuery({ show: 'all' })} />}
        >
          {(rows) => <Told rows={rows} onOpen={(id) => read.mutate({ ids: [id] })} />}
        </PagedList>
      </div>
    </div>
  )
}

function NothingNow({ onAll }: { onAll: () => void }) {
  return (
    <Empty
      title="Nothing that still matters"
      act={
        <Button variant="default" onClick={onAll}>
          Show all
        </Button>
      }
    >
      Warnings whose clock has ended, and what was settled since, stand under All for a while.
    </Empty>
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

const pressing: Notification['kind'][] = ['clock_escalated', 'standing_check', 'approval_overdue', 'mailbox_failing']

function Told({ rows, onOpen }: { rows: Notification[]; onOpen: (id: string) => void }) {
  return (
    <Table
      className={own.told}
      rows={rows}
      keyOf={({ id }) => id}
      isPast={({ readAt, over }) => readAt !== null || over}
      columns={[
        {
          name: 'About',
          cell: ({ id, case: about, mailbox, contract, readAt, over }) => (
            <>
              <Go
                to={
                  about
                    ? `/cases/${about.number}`
                    : contract
                      ? `/contracts/${contract.id}`
                      : `/studio/mailboxes?mailbox=${mailbox?.id}`
                }
                data-row
                onClick={() => readAt === null && onOpen(id)}
              >
                <b>{about?.subject ?? contract?.name ?? mailbox?.name}</b>
              </Go>
              <small>
                {[about?.number ?? (contract ? 'Contract' : 'Mailbox'), over ? 'over' : readAt === null && 'not read']
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </>
          ),
        },
        {
          name: 'What',
          tone: ({ kind, readAt, over }) => pressing.includes(kind) && readAt === null && !over && 'overdue',
          cell: notificationWords,
        },
        { name: 'Due', cell: ({ dueAt }) => dueAt && <Instant at={dueAt} /> },
        { name: 'When', right: true, cell: ({ at }) => <Instant at={at} as="ago" /> },
      ]}
    />
  )
}
