import type { Person } from '../../../features/people/contract/person.ts'
import { standingOf } from '../people/standing.ts'

/** How somebody stands for routing: in words, and whether nothing new comes to them by itself. */
export function nowOf(person: Person, now: Date): { said: string; out: boolean } {
  const { said } = standingOf(person, now)
  if (said) return { said, out: true }
  if (person.capacity === 0) return { said: 'takes no automatic work', out: true }
  return person.load >= person.capacity ? { said: 'full', out: true } : { said: 'available', out: false }
}

/** Those with room first, then those who are full, then whoever is not here; in each by room. */
export function withRoom(people: readonly Person[], now: Date): Person[] {
  const place = (person: Person) => (standingOf(person, now).said ? 2 : nowOf(person, now).out ? 1 : 0)
  const room = ({ capacity, load }: Person) => capacity - load
  return people.toSorted((a, b) => place(a) - place(b) || room(b) - room(a) || a.name.localeCompare(b.name))
}
