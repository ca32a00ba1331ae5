import type { Person } from '../../../features/people/contract/person.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { standingOf } from '../people/standing.ts'

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
 * each those with most room first. Who is absent stands last in their group; who takes nothing new says why, and until when.
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
    .map((person) => ({ person, standing: standingOf(person, now) }))
    .toSorted(
      (a, b) =>
        Number(a.standing.absent) - Number(b.standing.absent) ||
        spare(b.person) - spare(a.person) ||
        a.person.name.localeCompare(b.person.name),
    )
    .map(({ person, standing: { said, absent } }) => {
      const name = person.id === myId ? `${person.name} (me)` : person.name
      const room =
        spare(person) > 0
          ? `room for ${spare(person)} of ${person.capacity}`
          : `full, ${person.load} of ${person.capacity}`
      return {
        value: person.id,
        label: [name, said, ...(absent ? [] : [room])].filter(Boolean).join(', '),
        disabled: absent,
      }
    })
}

const spare = ({ capacity, load }: Person): number => capacity - load
