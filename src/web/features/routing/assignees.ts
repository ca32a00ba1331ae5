import type { Person } from '../../../features/people/contract.ts'
import { absenceOf, isAssignable } from '../../../features/people/rules.ts'
import { dayMonth } from '../../ui/time.ts'

interface Choice {
  value: string
  label: string
  disabled: boolean
}

export interface Choices {
  group: string
  items: Choice[]
}

interface Asked {
  people: readonly Person[]
  ownerId: string | null
  me: { id: string; teams: readonly { id: string }[] }
  /** The team that has the case. */
  team: { id: string; name: string }
  now: Date
}

/**
 * Whom a case may be given to: the reader's own teams first, then the team that has the case, then everybody else; in
 * each those with most room first. Who is absent stands last in their group and says until when.
 */
export function assigneesFor({ people, ownerId, me, team, now }: Asked): Choices[] {
  const able = people.filter(({ id, role, deactivatedAt }) => !deactivatedAt && isAssignable(role) && id !== ownerId)
  const mine = new Set(me.teams.map(({ id }) => id))
  const inMine = able.filter((person) => person.id === me.id || person.teams.some(({ id }) => mine.has(id)))
  const inTeam = able.filter((person) => !inMine.includes(person) && person.teams.some(({ id }) => id === team.id))
  const others = able.filter((person) => !inMine.includes(person) && !inTeam.includes(person))
  return [
    { group: mine.size > 1 ? 'My teams' : 'My team', items: choices(inMine, me.id, now) },
    { group: team.name, items: choices(inTeam, me.id, now) },
    { group: 'Other teams', items: choices(others, me.id, now) },
  ].filter(({ items }) => items.length > 0)
}

function choices(people: readonly Person[], myId: string, now: Date): Choice[] {
  return people
    .map((person) => ({ person, absence: absenceSaid(person, now) }))
    .toSorted(
      (a, b) =>
        Number(a.absence !== null) - Number(b.absence !== null) ||
        spare(b.person) - spare(a.person) ||
        a.person.name.localeCompare(b.person.name),
    )
    .map(({ person, absence }) => {
      const name = person.id === myId ? `${person.name} (me)` : person.name
      const room =
        spare(person) > 0
          ? `room for ${spare(person)} of ${person.capacity}`
          : `full, ${person.load} of ${person.capacity}`
      return { value: person.id, label: `${name}, ${absence ?? room}`, disabled: absence !== null }
    })
}

const spare = ({ capacity, load }: Person): number => capacity - load

function absenceSaid(person: Person, now: Date): string | null {
  const awayUntil = person.awayUntil === null ? null : new Date(person.awayUntil)
  const facts = { status: person.status, statusSince: new Date(person.statusSince), awayUntil, deactivatedAt: null }
  const absence = absenceOf(facts, now)
  if (!absence.absent) return null
  return awayUntil && awayUntil > now ? `away until ${dayMonth(awayUntil, now)}` : 'off duty for more than a day'
}
