import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Override } from '../../../features/governance/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from './governance.module.css'
import { overridesQuery } from './queries.ts'

/** Every gate that somebody passed unmet, with the reason they gave. */
export function OverridesRoom() {
  const list = useInfiniteQuery(overridesQuery)
  return (
    <>
      <RoomHead
        title="Overrides"
        said="Gates that somebody with the right to do so passed although something was missing. Each stands on its timeline."
      />
      <RoomBody label="Overrides">
        <PagedList
          what="overrides"
          list={list}
          empty={<Empty title="No gate was overridden">Every case has met what its path asked of it.</Empty>}
        >
          {(rows) => <OverridesTable rows={rows} />}
        </PagedList>
      </RoomBody>
    </>
  )
}

function OverridesTable({ rows }: { rows: z.infer<typeof Override>[] }) {
  return (
    <Table
      className={styles.overrides}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Case',
          cell: ({ case: { number, subject } }) => (
            <>
              <Go to={`/cases/${number}`}>
                <b>{subject}</b>
              </Go>
              <small>{number}</small>
            </>
          ),
        },
        { name: 'Gate', cell: ({ from, to }) => `${from} → ${to}` },
        { name: 'Missing', cell: ({ unmet }) => unmet.join(', ') },
        { name: 'Reason', cell: ({ reason }) => `“${reason}”` },
        {
          name: 'By',
          right: true,
          cell: ({ by, at }) => (
            <>
              {by?.name ?? 'somebody erased since'}
              <small>
                <Instant at={at} as="dayAndTime" />
              </small>
            </>
          ),
        },
      ]}
    />
  )
}
