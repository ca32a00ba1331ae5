import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useNow } from '../../ui/clock.ts'
import { said } from '../../ui/said.ts'
import { clockTime } from '../../ui/time.ts'
import { useCaseAct } from '../cases/queries.ts'
import { DeclineField } from './DeclineField.tsx'
import { minutesText } from './minutes.ts'
import styles from './offer.module.css'

/** A case that is offered to whoever looks at it: take it, or leave it to the next one. */
export function OfferStrip({ found, number }: { found: Case; number: string }) {
  const me = useMe()
  const now = useNow()
  const [declines, setDeclines] = useState(false)
  const { data } = useQuery({
    queryKey: ['case', number, 'routing'],
    queryFn: () => api.routing.getRouting({ params: { id: number } }),
  })
  const afterwards = () => api.cases.getCase({ params: { id: found.id } })
  const accept = useCaseAct(number, (id: string) => api.routing.acceptOffer({ params: { id } }).then(afterwards))
  const decline = useCaseAct(number, ({ id, reason }: { id: string; reason: string }) =>
    api.routing.declineOffer({ params: { id }, body: { reason } }).then(afterwards),
  )
  const offer = data?.offers.find(({ endedAt, person }) => endedAt === null && person.id === me.id)
  const left = offer ? Math.ceil((Date.parse(offer.expiresAt) - now.getTime()) / 60_000) : 0
  if (!offer || found.owner || left <= 0) return null
  return (
    <section className={styles.strip} aria-label="This case is offered to you">
      <p>
        <b>This case is offered to you.</b>{' '}
        <span>
          {minutesText(left)} left, until {clockTime(new Date(offer.expiresAt))}; then the next one is asked.
        </span>
      </p>
      {declines ? (
        <DeclineField
          busy={decline.isPending}
          onCancel={() => setDeclines(false)}
          onDecline={(reason) => decline.mutate({ id: offer.id, reason }, said)}
        />
      ) : (
        <div className={styles.acts}>
          <Button loading={accept.isPending} onClick={() => accept.mutate(offer.id, said)}>
            Take it
          </Button>
          <Button variant="default" onClick={() => setDeclines(true)}>
            Leave it to others
          </Button>
        </div>
      )}
    </section>
  )
}
