import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '../../app/session.ts'
import { useQueryPart } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import styles from './absence.module.css'
import { LeaveUnderWay } from './LeaveUnderWay.tsx'
import { mayPlanFor } from './mayPlan.ts'
import { PlanLeave } from './PlanLeave.tsx'
import { leaveQuery } from './queries.ts'

/** A leave with what it does to the work of the person: planned here, and looked up while it lasts and afterwards. */
export function LeaveScreen() {
  const { id } = useParams({ strict: false })
  return id ? <KnownLeave id={id} /> : <NewLeave />
}

/** One's own, or that of a colleague who is away without having planned it. */
function NewLeave() {
  const me = useMe()
  const personId = useQueryPart('person') ?? me.id
  const isNow = useQueryPart('now') !== null
  const people = useQuery(peopleQuery)
  const teams = useQuery(teamsQuery).data?.items ?? []
  return (
    <Page>
      <Known query={people} what="Colleagues">
        {({ items }) => {
          const person = items.find(({ id }) => id === personId)
          return person ? (
            <PlanLeave
              key={personId}
              person={person}
              people={items}
              leave={null}
              isNow={isNow}
              whose={items.filter(({ id }) => mayPlanFor(me, id, teams))}
            />
          ) : (
            <p className={styles.lead}>They no longer work here.</p>
          )
        }}
      </Known>
    </Page>
  )
}

function KnownLeave({ id }: { id: string }) {
  const leave = useQuery(leaveQuery(id))
  const people = useQuery(peopleQuery)
  return (
    <Page>
      <Known query={leave} what="The leave">
        {(found) => (
          <Known query={people} what="Colleagues">
            {({ items }) =>
              found.state === 'planned' ? (
                <PlanLeave key={found.version} person={found.person} people={items} leave={found} isNow={false} />
              ) : (
                <LeaveUnderWay leave={found} />
              )
            }
          </Known>
        )}
      </Known>
    </Page>
  )
}

function Page({ children }: { children: ReactNode }) {
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <Go className={styles.back} to="/away">
          Who is away
        </Go>
        {children}
      </div>
    </div>
  )
}
