import type { Me } from '../../../features/people/contract.ts'

interface TeamOf {
  lead: { id: string }
  members: readonly { id: string }[]
}

/** Whether somebody decides when a colleague is away: for everybody who administers people, for members who leads them. */
export const mayPlanFor = (me: Pick<Me, 'id' | 'rights'>, personId: string, teams: readonly TeamOf[]): boolean =>
  me.id === personId ||
  me.rights.includes('people.edit') ||
  teams.some(({ lead, members }) => lead.id === me.id && members.some(({ id }) => id === personId))
