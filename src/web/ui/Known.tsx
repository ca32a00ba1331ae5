import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { wordsOf } from './forms.ts'
import { ErrorState, LinesSkeleton } from './States.tsx'

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>
  /** What is read, for “The … could not be read”. */
  what: string
  lines?: number
  children: (data: T) => ReactNode
}

/** What was read, or the shape of it while it is read, or why it could not be. */
export function Known<T>({ query: { data, error, refetch }, what, lines = 8, children }: Props<T>) {
  if (data !== undefined) return children(data)
  if (error) {
    return (
      <ErrorState title={`${what} could not be read`} onRetry={() => void refetch()}>
        {wordsOf(error)}
      </ErrorState>
    )
  }
  return <LinesSkeleton label={`Loading: ${what}`} lines={lines} />
}
