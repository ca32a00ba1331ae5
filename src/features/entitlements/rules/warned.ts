import type { Actor } from '../../../platform/context.ts'

type Maybe = Pick<Actor, 'id' | 'name' | 'role' | 'rights'>

const kinds = ['sales', 'manager', 'agent', 'light', 'editor', 'admin']
const placeOf = ({ role }: Maybe) => kinds.indexOf(role ?? '')

/**
 * Who hears that a contract runs short, of those who may read of it: the named agent of the account; where there is none,
 * those of the first kind of role whose rights keep contracts, sales before managers and administrators last.
 */
export function whoToWarn(people: readonly Maybe[], namedAgent: string | null): { id: string; name: string }[] {
  const readers = people.filter(({ rights }) => rights.has('customers.read'))
  const named = readers.filter(({ id }) => id === namedAgent)
  const keepers = readers.filter(({ rights }) => rights.has('contracts.edit'))
  const first = Math.min(...keepers.map(placeOf))
  const told = named.length > 0 ? named : keepers.filter((each) => placeOf(each) === first)
  return told.flatMap(({ id, name }) => (id === null ? [] : { id, name }))
}
