import { useInfiniteQuery } from '@tanstack/react-query'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import table from '../../ui/table.module.css'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { mySidesQuery } from './queries.ts'
import { moveWords } from './words.ts'

/** Side conversations that I see to, and those in which a team of mine or I were asked. */
export function MySides() {
  const list = useInfiniteQuery(mySidesQuery)
  return (
    <PagedList
      what="side conversations"
      list={list}
      empty={
        <Empty title="Nothing is asked beside the thread" act={<Go to="/my-next">Go to my next</Go>}>
          What you ask suppliers and colleagues from a case stands here, and what they ask your teams.
        </Empty>
      }
    >
      {(rows) => <Sides rows={rows} />}
    </PagedList>
  )
}

function Sides({ rows }: { rows: SideConversation[] }) {
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={table.table} ref={keys}>
      <thead>
        <tr>
          <th scope="col">With</th>
          <th scope="col" data-wide>
            Last word
          </th>
          <th scope="col" data-wide>
            Case
          </th>
          <th scope="col">Answer by</th>
          <th scope="col">Whose move</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((side) => (
          <tr key={side.id}>
            <td>
              <Go to={`/cases/${side.case.number}?side=${side.id}`} data-row>
                <b>{side.party}</b>
              </Go>
              <small>{side.subject}</small>
            </td>
            <td data-wide>{side.last && `${side.last.by}: ${side.last.text.slice(0, 80)}`}</td>
            <td data-wide>
              {side.case.number}, {side.case.subject}
            </td>
            <td data-tone={side.overdue ? 'overdue' : undefined}>
              {side.dueAt ? <Instant at={side.dueAt} as="dayAndTime" /> : 'any time'}
            </td>
            <td data-tone={side.failed ? 'overdue' : undefined}>{moveWords(side)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
