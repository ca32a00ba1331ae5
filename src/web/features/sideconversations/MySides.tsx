import { useInfiniteQuery } from '@tanstack/react-query'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Empty } from '../../ui/States.tsx'
import { Table } from '../../ui/Table.tsx'
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
  return (
    <Table
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'With',
          cell: ({ id, party, subject, case: about }) => (
            <>
              <Go to={`/cases/${about.number}?side=${id}`} data-row>
                <b>{party}</b>
              </Go>
              <small>{subject}</small>
            </>
          ),
        },
        { name: 'Last word', wide: true, cell: ({ last }) => last && `${last.by}: ${last.text.slice(0, 80)}` },
        { name: 'Case', wide: true, cell: ({ case: about }) => `${about.number}, ${about.subject}` },
        {
          name: 'Answer by',
          tone: ({ overdue }) => overdue && 'overdue',
          cell: ({ dueAt }) => (dueAt ? <Instant at={dueAt} as="dayAndTime" /> : 'any time'),
        },
        { name: 'Whose move', tone: ({ failed }) => failed && 'overdue', cell: moveWords },
      ]}
    />
  )
}
