import type { Person } from '../../../features/people/contract/person.ts'
import { standingOf } from '../people/standing.ts'

/** How somebody stands for routing: in words, and whether nothing new comes to them by itself. */
export function nowOf(person: Person, now: Date): { said: string; out: boolean } {
  const { said } = standingOf(person, now)
  if (said) return { said, out: true }
  return roomOf(person)
}

/** Of somebody who is here: whether anything new comes to them by itself, in the one word for it. */
export function roomOf({ load, capacity }: { load: number; capacity: number }): { said: string; out: boolean } {
  if (capacity === 0) return { said: 'takes no automatic work', out: true }
  return load >= capacity ? { said: 'full', out: true } : { said: 'available', out: false }
}

/** Why there is nothing to take for somebody, by what each of the waiting cases asks for. */
export function nothingWords(because: readonly { reason: string; cases: number }[]): string {
  if (because.length === 0) return 'Somebody has just taken what waited.'
  return because
    .map(({ reason, cases }) => {
      const told = reason
        .replaceAll('lacks ', 'you lack ')
        .replace('may not see this case', 'you may not see it')
        .replace('declined it', 'you declined it')
        .replace('let the offer run out', 'you let the offer run out')
        .replace('gave it back', 'you gave it back')
        .replace('had it, and it was taken back', 'you had it, and it was taken back')
      return `${cases === 1 ? 'One' : cases}: ${told}.`
    })
    .join(' ')
}

/** Those with room first, then those who are full, then whoever is not here; in each by room. */
export function withRoom(people: readonly Person[], now: Date): Person[] {
  const place = (person: Person) => (standingOf(person, now).said ? 2 : nowOf(person, now).out ? 1 : 0)
  const room = ({ capacity, load }: Person) => capacity - load
  return people.toSorted((a, b) => place(a) - place(b) || room(b) - room(a) || a.name.localeCompare(b.name))
}

/** What whoever got a case lacks of what it asks for, as the end of a sentence. */
export const without = (unmet: readonly string[]): string[] =>
  unmet.length === 0 ? [] : [`without ${unmet.join(', ')}`]
