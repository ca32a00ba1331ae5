import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { Face } from '../../ui/Face.tsx'
import { Go } from '../../ui/Go.tsx'
import { Empty } from '../../ui/States.tsx'
import { peopleQuery } from '../people/queries.ts'
import { useLookAs } from '../people/useLookAs.ts'
import styles from './NothingNext.module.css'

const shownColleagues = 4

/** Nothing waits for this person: where there is work all the same, and whose day can be looked at. */
export function NothingNext() {
  const me = useMe()
  const looks = me.rights.includes('people.edit') && me.organisation.demoLoaded
  return (
    <Empty
      title="Nothing waits for you"
      act={
        <div className={styles.acts}>
          <Go className={styles.go} to="/views?status=unresolved&sort=due">
            Show all open cases
          </Go>
          <Go className={styles.go} to="/views?status=unresolved&owner=none&sort=due">
            Show those without an owner
          </Go>
          {looks && <Colleagues />}
        </div>
      }
    >
      {me.teams.length === 0
        ? 'You are in no team, so no case is given to you. Cases, tasks and promises that are yours appear here by deadline.'
        : 'Cases, tasks and promises appear here by deadline, each with the reason why.'}
    </Empty>
  )
}

/** Those of the demo company who have most to do. */
function Colleagues() {
  const look = useLookAs()
  const people = useQuery(peopleQuery).data?.items ?? []
  const busy = people
    .filter(({ demo, load }) => demo && load > 0)
    .toSorted((a, b) => b.load - a.load)
    .slice(0, shownColleagues)
  if (busy.length === 0) return null
  return (
    <section className={styles.colleagues} aria-label="Colleagues of the demo company">
      <p>The demo company is here: look around as one of its people. Your own session ends; sign out to come back.</p>
      {busy.map(({ id, name, title }) => (
        <Button
          key={id}
          variant="default"
          justify="flex-start"
          leftSection={<Face name={name} size={20} />}
          loading={look.isPending && look.variables === id}
          onClick={() => look.mutate(id)}
        >
          Look as {name}
          {title && <small>{title}</small>}
        </Button>
      ))}
    </section>
  )
}
