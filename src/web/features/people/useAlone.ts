import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from './queries.ts'

/** Whether nobody else works here: then there is nobody to choose, to ask, or to pass something on to. */
export function useAlone(): boolean {
  const people = useQuery(peopleQuery).data?.items.filter(({ deactivatedAt }) => !deactivatedAt)
  return people?.length === 1
}
