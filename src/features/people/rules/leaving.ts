import type { Role } from '../../../platform/context.ts'
import { isAssignable, rightsOf } from '../rules.ts'

export interface Standing {
  id: string
  role: Role
  /** Rights chosen for their role; null: as shipped. */
  chosen: readonly string[] | null
  deactivated: boolean
}

/** Whether somebody active still administers the installation once `id` is no active administrator any more. */
export const leavesAnAdmin = (everyone: readonly Standing[], id: string): boolean =>
  everyone.some((person) => person.id !== id && person.role === 'admin' && !person.deactivated)

/**
 * Who becomes duty holder of a team whose lead leaves: the chosen successor, else somebody active of the team who may lead
 * and takes cases, else the longest-standing active administrator. `everyone` stands in order of joining.
 */
export function nextLead(
  everyone: readonly Standing[],
  memberIds: readonly string[],
  leavingId: string,
  successorId: string | null,
): string | null {
  const candidates = everyone.filter((person) => person.id !== leavingId && !person.deactivated)
  const chosen = candidates.find((person) => person.id === successorId)
  const inTeam = candidates.find((person) => memberIds.includes(person.id) && mayLead(person))
  const admin = candidates.find((person) => person.role === 'admin')
  return (chosen ?? inTeam ?? admin)?.id ?? null
}

const mayLead = ({ role, chosen }: Standing): boolean => isAssignable(role) && rightsOf(role, chosen).has('teams.lead')
