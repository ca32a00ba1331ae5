import type { Person } from '../../../features/people/contract/person.ts'
import { whyNotManager } from '../../../features/people/rules/managers.ts'

/** Whom somebody can report to, whoever they report to now included. */
export function managersFor(person: Person, people: readonly Person[]): { value: string; label: string }[] {
  const managerOf = new Map(people.map(({ id, manager }) => [id, manager?.id ?? null]))
  return people
    .filter((each) => !whyNotManager(person.id, { ...each, deactivated: each.deactivatedAt !== null }, managerOf))
    .map(({ id, name, title }) => ({ value: id, label: title ? `${name}, ${title}` : name }))
}
