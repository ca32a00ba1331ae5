import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { AuditEntry } from '../../../features/audit/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { More } from '../../ui/More.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { detailsOf, eventName } from './words.ts'

type Entry = z.infer<typeof AuditEntry>

/** Everything that was changed in the administration, on a chain that shows if it was tampered with. */
export function AuditRoom() {
  const list = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => api.audit.listAudit({ query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
  const check = useMutation({ mutationFn: () => api.audit.verifyChain({ query: {} }) })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <RoomHead
        title="Audit"
        said="Each line carries the fingerprint of the one before, so nothing can be changed unseen."
      >
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          Verify the chain
        </Button>
      </RoomHead>
      <RoomBody label="Audit">
        {check.data && (
          <p role="status" className={check.data.valid ? studio.good : studio.problem}>
            {check.data.valid
              ? `Whole: ${counted(check.data.events, 'line')} recomputed, each matches.`
              : `Broken at line ${check.data.brokenAt}: what stands there is not what was written.`}
          </p>
        )}
        {check.error && <p className={studio.problem}>{wordsOf(check.error)}</p>}
        {list.isError && rows.length === 0 ? (
          <ErrorState title="The audit could not be read" onRetry={() => void list.refetch()}>
            {wordsOf(list.error)}
          </ErrorState>
        ) : list.isPending ? (
          <LinesSkeleton label="Loading the audit" />
        ) : rows.length === 0 ? (
          <Empty title="Nothing was changed yet">Every change of people, rights and settings will stand here.</Empty>
        ) : (
          <AuditTable rows={rows} />
        )}
        <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      </RoomBody>
    </>
  )
}

function AuditTable({ rows }: { rows: Entry[] }) {
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col" data-right data-wide>
            Line and fingerprint
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Instant at={row.at} />
            </td>
            <td>{row.actor.name ?? row.actor.kind}</td>
            <td>
              <b>{eventName(row.name)}</b>
              <small>{detailsOf(row.content)}</small>
            </td>
            <td data-right data-wide>
              {row.seq}, <code title={row.hash}>{row.hash.slice(0, 10)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
