import { Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FoundPromise, NewPromise, PromiseKind } from '../../../features/tasks/contract/promises.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { byWhen } from '../../ui/time.ts'
import styles from './promises.module.css'

const pauseMs = 700
const nothing: FoundPromise[] = []

export interface Offered {
  found: FoundPromise[]
  /** The words of those that are to be kept in view. */
  chosen: string[]
  onChoose: (chosen: string[]) => void
}

/** What a text for the customer promises, found while it is written. */
export function useFoundPromises(caseId: string, text: string): FoundPromise[] {
  const written = text.trim()
  const [settled] = useDebouncedValue(written, pauseMs)
  const { data } = useQuery({
    queryKey: ['promises-found', caseId, settled],
    queryFn: () => api.tasks.findPromises({ params: { id: caseId }, body: { text: settled } }),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return written.length > 0 && settled.length > 0 ? (data?.items ?? nothing) : nothing
}

/** Those of what was found that whoever writes chose, as they are sent. */
export const promisesGiven = ({ found, chosen }: Pick<Offered, 'found' | 'chosen'>): NewPromise[] =>
  found.filter(({ said }) => chosen.includes(said))

/** Offers to keep in view what the text promises; whoever writes decides. */
export function PromiseOffers({ found, chosen, onChoose, customer }: Offered & { customer: string }) {
  const now = useNow()
  if (found.length === 0) return null
  return (
    <ul className={styles.offers} aria-label="Promises found in what you write">
      {found.map(({ said, kind, dueAt }) => (
        <li key={said}>
          <Checkbox
            size="xs"
            checked={chosen.includes(said)}
            onChange={({ currentTarget: { checked } }) =>
              onChoose(checked ? [...chosen, said] : chosen.filter((each) => each !== said))
            }
            label={
              <>
                Keep the promise: {wordsFor[kind](customer)}, by <b>{byWhen(new Date(dueAt), now)}</b>
              </>
            }
          />
        </li>
      ))}
    </ul>
  )
}

const wordsFor: Record<PromiseKind, (customer: string) => string> = {
  call: (customer) => `call ${customer}`,
  write: (customer) => `write to ${customer}`,
  other: () => 'what you wrote',
}
