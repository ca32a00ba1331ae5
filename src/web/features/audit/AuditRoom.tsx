import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { AuditEntry } from '../../../features/audit/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import studio from '../../ui/studio.module.css'
import { Table } from '../../ui/Table.tsx'
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
        <PagedList
          what="audit"
          list={list}
          empty={
            <Empty title="Nothing was changed yet">Every change of people, rights and settings will stand here.</Empty>
          }
        >
          {(rows) => <AuditTable rows={rows} />}
        </PagedList>
      </RoomBody>
    </>
  )
}

function AuditTable({ rows }: { rows: Entry[] }) {
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { name: 'When', cell: ({ at }) => <Instant at={at} /> },
        { name: 'Who', cell: ({ actor }) => actor.name ?? actor.kind },
        {
          name: 'What',
          cell: ({ name, content }) => (
            <>
              <b>{eventName(name)}</b>
              <small>{detailsOf(content)}</small>
            </>
          ),
        },
        {
          name: 'Line and fingerprint',
          right: true,
          wide: true,
          cell: ({ seq, hash }) => (
            <>
              {seq}, <code title={hash}>{hash.slice(0, 10)}</code>
            </>
          ),
        },
      ]}
    />
  )
}
