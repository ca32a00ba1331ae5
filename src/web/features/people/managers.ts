import type { Person } from '../../../features/people/contract/person.ts'
import type { RoleSet } from '../../../features/people/contract/roles.ts'
import { whyNotManager } from '../../../features/people/rules/managers.ts'
import { readsCases } from '../../../features/people/rules.ts'

/** Whether somebody may read cases; by the shipped role until the others are known. */
export function mayReadCases({ role, ownRole }: Pick<Person, 'role' | 'ownRole'>, roles: readonly RoleSet[]): boolean {
  const held = roles.find(({ id, kind, shipped }) => (ownRole ? id === ownRole.id : shipped && kind === role))
  return readsCases(role, held?.rights ?? null)
}

/** Whom somebody can report to, whoever they report to now included. */
export function managersFor(
  personId: string,
  people: readonly Person[],
  roles: readonly RoleSet[],
): { value: string; label: string }[] {
  const managerOf = new Map(people.map(({ id, manager }) => [id, manager?.id ?? null]))
  return people
    .filter((each) => {
      const facts = { ...each, readsCases: mayReadCases(each, roles), deactivated: each.deactivatedAt !== null }
      return !whyNotManager(personId, facts, managerOf)
    })
    .map(({ id, name, title }) => ({ value: id, label: title ? `${name}, ${title}` : name }))
}
