import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Override } from '../../../features/governance/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { RoomBody, RoomHead } from '../../ui/RoomHead.tsx'
import { Empty } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
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
    <table className={`${table.table} ${styles.overrides}`}>
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Gate</th>
          <th scope="col">Missing</th>
          <th scope="col">Reason</th>
          <th scope="col" data-right>
            By
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, at, case: { number, subject }, by, from, to, reason, unmet }) => (
          <tr key={id}>
            <td>
              <Go to={`/cases/${number}`}>
                <b>{subject}</b>
              </Go>
              <small>{number}</small>
            </td>
            <td>
              {from} → {to}
            </td>
            <td>{unmet.join(', ')}</td>
            <td>“{reason}”</td>
            <td data-right>
              {by?.name ?? 'somebody erased since'}
              <small>
                <Instant at={at} as="dayAndTime" />
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
