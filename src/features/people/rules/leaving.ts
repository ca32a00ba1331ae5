import type { Role } from '../../../platform/context.ts'

export interface Standing {
  id: string
  role: Role
  deactivated: boolean
}

/** Whether somebody active still administers the installation once `id` is no active administrator any more. */
export const leavesAnAdmin = (everyone: readonly Standing[], id: string): boolean =>
  everyone.some((person) => person.id !== id && person.role === 'admin' && !person.deactivated)

/**
 * Who becomes duty holder of a team whose lead leaves: the chosen successor, else an active manager or administrator
 * of the team, else the longest-standing active administrator. `everyone` stands in order of joining.
 */
export function nextLead(
  everyone: readonly Standing[],
  memberIds: readonly string[],
  leavingId: string,
  successorId: string | null,
): string | null {
  const candidates = everyone.filter((person) => person.id !== leavingId && !person.deactivated)
  const chosen = candidates.find((person) => person.id === successorId)
  const inTeam = candidates.find(
    (person) => memberIds.includes(person.id) && (person.role === 'manager' || person.role === 'admin'),
  )
  const admin = candidates.find((person) => person.role === 'admin')
  return (chosen ?? inTeam ?? admin)?.id ?? null
}
