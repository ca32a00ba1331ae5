import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../ui/clock.ts'
import { Face } from '../../ui/Face.tsx'
import { peopleQuery } from './queries.ts'
import { standingOf } from './standing.ts'

/** A colleague with how they stand now. */
export function PersonFace({ id, name, size }: { id: string; name: string; size?: number }) {
  const person = useQuery(peopleQuery).data?.items.find((each) => each.id === id)
  const now = useNow()
  const { mark, said } = person ? standingOf(person, now) : { mark: null, said: null }
  return <Face name={name} {...(size && { size })} mark={mark} {...(said && { said: `${name}: ${said}` })} />
}
