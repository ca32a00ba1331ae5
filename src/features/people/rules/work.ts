import type { Role } from '../../../platform/context.ts'
import { isAssignable } from '../rules.ts'

/** Why no task and no next step is given to somebody; null where they take work as they take cases. */
export function whyNoWork(person: { name: string; role: Role; deactivated: boolean }): string | null {
  if (person.deactivated) return `${person.name} no longer works here`
  if (isAssignable(person.role)) return null
  return person.role === 'light'
    ? `${person.name} reads, notes and approves`
    : `the role of ${person.name} takes no work on cases`
}
