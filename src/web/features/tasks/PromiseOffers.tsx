import { Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FoundPromise, NewPromise, PromiseKind } from '../../../features/tasks/contract/promises.ts'
import { sentenceOf } from '../../../features/tasks/rules/promise-words.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { byWhen } from '../../ui/time.ts'
import styles from './promises.module.css'

const pauseMs = 700
const nothing: FoundPromise[] = []

export interface Offered {
  found: FoundPromise[]
  /** The words of those that whoever writes took the tick from. */
  unkept: string[]
  onChoose: (unkept: string[]) => void
}

const foundQuery = (caseId: string, text: string) =>
  queryOptions({
    queryKey: ['promises-found', caseId, text],
    queryFn: () => api.tasks.findPromises({ params: { id: caseId }, body: { text } }),
    staleTime: 60_000,
  })

/** What a text for the customer promises, found while it is written. */
export function useFoundPromises(caseId: string, text: string): FoundPromise[] {
  const written = text.trim()
  const [settled] = useDebouncedValue(written, pauseMs)
  const { data } = useQuery({
    ...foundQuery(caseId, settled),
    enabled: settled.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return written.length > 0 && settled.length > 0 ? (data?.items ?? nothing) : nothing
}

/**
 * What a text promises as it is sent: all of it but what whoever writes took the tick from. Asked anew where the last
 * words are too fresh for the list below them.
 */
export function usePromisesGiven(caseId: string): (text: string, unkept: readonly string[]) => Promise<NewPromise[]> {
  const cache = useQueryClient()
  return async (text, unkept) => {
    const found = await cache.fetchQuery({ ...foundQuery(caseId, text.trim()), retry: false }).catch(() => null)
    return (found?.items ?? []).filter(({ said }) => !unkept.includes(said))
  }
}

/** Keeps in view what the text promises, unless whoever writes takes the tick away. */
export function PromiseOffers({ found, unkept, onChoose, customer }: Offered & { customer: string }) {
  const now = useNow()
  if (found.length === 0) return null
  return (
    <ul className={styles.offers} aria-label="Promises found in what you write">
      {found.map(({ said, kind, dueAt }) => (
        <li key={said}>
          <Checkbox
            size="xs"
            checked={!unkept.includes(said)}
            onChange={({ currentTarget: { checked } }) =>
              onChoose(checked ? unkept.filter((each) => each !== said) : [...unkept, said])
            }
            label={
              <>
                {unkept.includes(said) ? 'Not kept in view' : 'Keep the promise'}: {wordsFor[kind](customer, said)}, by{' '}
                <b>{byWhen(new Date(dueAt), now)}</b>
              </>
            }
          />
        </li>
      ))}
    </ul>
  )
}

const wordsFor: Record<PromiseKind, (customer: string, said: string) => string> = {
  call: (customer) => `call ${customer}`,
  write: (customer) => `write to ${customer}`,
  other: (_, said) => `“${sentenceOf(said)}”`,
}
