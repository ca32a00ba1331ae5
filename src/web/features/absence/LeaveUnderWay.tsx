import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LeaveWork } from '../../../features/absence/contract/hand-over.ts'
import type { Leave } from '../../../features/absence/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { Go } from '../../ui/Go.tsx'
import { Known } from '../../ui/Known.tsx'
import { Section } from '../../ui/Section.tsx'
import { said } from '../../ui/said.ts'
import styles from './absence.module.css'
import { keyOf } from './choices.ts'
import { leaveWorkQuery } from './queries.ts'
import { daysSaid, kindSaid, outcomeSaid } from './words.ts'

/** A leave that has begun: what went where, and when it is over, what came back and what happened meanwhile. */
export function LeaveUnderWay({ leave }: { leave: Leave }) {
  const me = useMe()
  const now = useNow()
  const work = useQuery({ ...leaveWorkQuery(leave.id), enabled: leave.mayChange })
  const own = leave.person.id === me.id
  return (
    <>
      <header className={styles.underWay}>
        <div>
          <h1>{own ? 'Your leave' : `Leave of ${leave.person.name}`}</h1>
          <p className={styles.lead}>
            {kindSaid(leave)}, {daysSaid(leave, now)}. {standingSaid(leave)}
          </p>
          {leave.note && <p className={styles.lead}>{leave.note}</p>}
        </div>
        {leave.state === 'away' && leave.mayChange && <Back leave={leave} own={own} />}
      </header>
      {leave.mayChange && leave.state !== 'cancelled' && (
        <Known query={work} what="What was handed over" lines={6}>
          {({ items }) => <Outcomes items={items} over={leave.state === 'ended'} now={now} />}
        </Known>
      )}
    </>
  )
}

function standingSaid({ state, deputy, handedOverAt, givenBackAt }: Leave): string {
  if (state === 'cancelled') return 'It was cancelled.'
  if (state === 'ended') return givenBackAt ? 'It is over.' : 'It is over; the cases are on their way back.'
  const standIn = deputy ? `${deputy.name} stands in.` : 'Nobody stands in.'
  return handedOverAt ? standIn : `${standIn} The cases are on their way.`
}

function Back({ leave, own }: { leave: Leave; own: boolean }) {
  const cache = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.absence.endLeave({ params: { id: leave.id } }),
    ...said,
    onSuccess: () => {
      for (const key of ['leaves', 'people', 'me', 'my-next']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })
  return (
    <Button loading={end.isPending} onClick={() => end.mutate()}>
      {own ? 'I am back' : `${leave.person.name} is back`}
    </Button>
  )
}

function Outcomes({ items, over, now }: { items: readonly LeaveWork[]; over: boolean; now: Date }) {
  const groups = over
    ? [
        { title: 'Came back', some: items.filter(({ returnedAt }) => returnedAt) },
        { title: 'Not given back', some: items.filter(({ movedAt, returnedAt }) => movedAt && !returnedAt) },
        { title: 'Stayed', some: items.filter(({ movedAt, goes }) => !movedAt && goes === 'stay') },
      ]
    : [
        { title: 'Handed over', some: items.filter(({ goes }) => goes !== 'stay') },
        { title: 'Waiting for the return', some: items.filter(({ goes }) => goes === 'stay') },
      ]
  if (items.length === 0) return <p className={styles.nothing}>Nothing was open when it began.</p>
  return groups
    .filter(({ some }) => some.length > 0)
    .map(({ title, some }) => (
      <Section key={title} title={title} level={2} count={some.length}>
        <ul className={styles.outcomes}>
          {some.map((item) => (
            <li key={keyOf(item)}>
              <div className={styles.what}>
                <Go to={`/cases/${item.case.number}`}>
                  <b>{item.task?.title ?? item.case.subject}</b>
                </Go>
                <small>
                  {item.task && 'Task of '}
                  {item.case.number}
                  {item.case.account && `, ${item.case.account}`}
                </small>
              </div>
              <div className={styles.became}>
                {outcomeSaid(item, now)}
                {item.meanwhile && <p>{item.meanwhile}</p>}
              </div>
            </li>
          ))}
        </ul>
      </Section>
    ))
}
