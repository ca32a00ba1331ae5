import type { Role } from '../../../platform/context.ts'
import { type Standing, standInOf } from '../../absence/rules.ts'
import type { ApprovalMode, Approver } from '../../casetypes/contract/approvals.ts'
import { lineAbove } from '../../people/rules/managers.ts'
import { type AvailabilityFacts, absenceOf, readsCases } from '../../people/rules.ts'

export interface Colleague extends AvailabilityFacts {
  id: string
  name: string
  role: Role
  /** Rights chosen for their role; null: as shipped. */
  chosen: readonly string[] | null
  /** Null: a shipped role. */
  ownRoleId: string | null
  teamIds: readonly string[]
  managerId: string | null
}

export interface Company {
  /** In order of joining, those who have left included. */
  people: readonly Colleague[]
  teams: readonly { id: string; name: string; leadId: string }[]
  /** Roles of one's own. */
  roles: readonly { id: string; name: string }[]
  /** Who is on leave, with whom they named to stand in. */
  leaves: readonly Standing[]
}

export interface AskFacts {
  company: Company
  /** The team of the case. */
  teamId: string
  requesterId: string | null
  /** Null while the case waits in a queue. */
  ownerId: string | null
  /** Who may not decide, and why: whoever asks, and who last set what is approved. */
  barred: ReadonlyMap<string, string>
}

export interface Asked {
  personId: string
  because: string
  standIn: StandIn | null
}
export interface StandIn {
  personId: string
  because: string
}
export interface LeftOut {
  name: string
  because: string
}

export interface Asking {
  asked: Asked[]
  leftOut: LeftOut[]
  needed: number
  /** Nobody else is there: whoever asks confirms by a second look. */
  selfCheck: boolean
}

/** Whoever reads no cases, such as editors, decides on none. */
const mayApprove = ({ deactivatedAt, role, chosen }: Colleague): boolean =>
  deactivatedAt === null && readsCases(role, chosen)

/**
 * Whom an approval asks, each with the reason, and who was left out and why. Where nobody of them may decide, the duty
 * holder does; where whoever asks is the only one there is, they check it themselves.
 */
export function whomToAsk(approvers: readonly Approver[], mode: ApprovalMode, facts: AskFacts, now: Date): Asking {
  const { company, barred } = facts
  const chosen = new Map<string, string>()
  const leftOut: LeftOut[] = []
  for (const { personId, because } of approvers.flatMap((approver) => namedBy(approver, facts))) {
    const person = company.people.find(({ id }) => id === personId)
    if (!person || chosen.has(personId)) continue
    const why = person.deactivatedAt
      ? 'has left'
      : (barred.get(personId) ?? (mayApprove(person) ? null : 'reads no cases'))
    if (why === null) chosen.set(personId, because)
    else if (!leftOut.some(({ name }) => name === person.name)) leftOut.push({ name: person.name, because: why })
  }
  const least = typeof mode === 'object' ? mode.atLeast : 1
  for (const { personId, because } of dutyHolders(facts))
    if (chosen.size < least && !chosen.has(personId) && !barred.has(personId)) chosen.set(personId, because)
  const others = company.people.filter((person) => mayApprove(person) && person.id !== facts.requesterId)
  const alone = chosen.size === 0 && others.length === 0 && facts.requesterId !== null
  if (alone) chosen.set(facts.requesterId!, 'nobody else is there')
  const taken = new Set(chosen.keys())
  const asked = [...chosen].map(([personId, because]) => {
    const standIn = standInFor({ ...facts, personId, taken }, now)
    if (standIn) taken.add(standIn.personId)
    return { personId, because, standIn }
  })
  const needed = alone || mode === 'any' ? 1 : mode === 'all' ? Math.max(1, asked.length) : mode.atLeast
  return { asked, leftOut, needed, selfCheck: alone }
}

function namedBy(approver: Approver, facts: AskFacts): StandIn[] {
  const { company, teamId, requesterId, ownerId } = facts
  const lead = (id: string) => company.teams.find((team) => team.id === id)
  const of = (team: { leadId: string; name: string } | undefined): StandIn[] =>
    team ? [{ personId: team.leadId, because: `leads ${team.name}` }] : []
  switch (approver.who) {
    case 'person':
      return [{ personId: approver.personId, because: 'named' }]
    case 'lead':
      return of(lead(teamId))
    case 'lead_of_requester': {
      const teams = company.people.find(({ id }) => id === requesterId)?.teamIds ?? []
      return teams.flatMap((id) => of(lead(id)))
    }
    case 'manager_of_owner':
      return ownerId ? managersOf(ownerId, facts) : of(lead(teamId))
    case 'manager_of_requester':
      return requesterId ? managersOf(requesterId, facts) : of(lead(teamId))
    case 'role':
      return company.people
        .filter(({ role, teamIds }) => role === approver.role && teamIds.includes(teamId))
        .map(({ id }) => ({ personId: id, because: `${approver.role} of ${lead(teamId)?.name}` }))
    case 'own_role': {
      const role = company.roles.find(({ id }) => id === approver.roleId)
      return company.people
        .filter(({ ownRoleId }) => ownRoleId === approver.roleId)
        .map(({ id }) => ({ personId: id, because: role?.name ?? 'of a role' }))
    }
    case 'team':
    case 'team_named': {
      const team = 'teamId' in approver ? lead(approver.teamId) : teamNamed(company, approver.name)
      return company.people
        .filter(({ teamIds }) => team !== undefined && teamIds.includes(team.id))
        .map(({ id }) => ({ personId: id, because: `of ${team!.name}` }))
    }
  }
}

/**
 * The manager of a person; where that one may not decide, theirs, and so on. Whoever has no manager is answered for by
 * the leads of their teams.
 */
function managersOf(personId: string, { company, barred }: AskFacts): StandIn[] {
  const { people, teams } = company
  const whose = people.find(({ id }) => id === personId)
  if (!whose) return []
  const line = lineAbove(personId, new Map(people.map(({ id, managerId }) => [id, managerId])))
  if (line.length === 0)
    return teams
      .filter(({ id }) => whose.teamIds.includes(id))
      .map(({ leadId, name }) => ({ personId: leadId, because: `leads ${name}: ${whose.name} has no manager` }))
  const may = (id: string) => !barred.has(id) && people.some((each) => each.id === id && mayApprove(each))
  const first = line.findIndex(may)
  return line.slice(0, first < 0 ? line.length : first + 1).map((id, at) => {
    const under = people.find((each) => each.id === (at === 0 ? personId : line[at - 1]))!
    return { personId: id, because: `manager of ${under.name}` }
  })
}

const teamNamed = ({ teams }: Company, name: string) =>
  teams.find((team) => team.name.toLowerCase() === name.toLowerCase())

/** Who answers for a case when nobody else does: the lead of its team, then managers, then administrators. */
function dutyHolders({ company, teamId }: Pick<AskFacts, 'company' | 'teamId'>): StandIn[] {
  const { people, teams } = company
  const team = teams.find(({ id }) => id === teamId)
  const ofRole = (role: Role) => people.filter((person) => person.role === role && mayApprove(person))
  const lead = people.find((person) => person.id === team?.leadId && mayApprove(person))
  return [
    ...(lead ? [{ personId: lead.id, because: `leads ${team!.name}: nobody else may decide` }] : []),
    ...ofRole('manager').map(({ id }) => ({ personId: id, because: 'manager: nobody else may decide' })),
    ...ofRole('admin').map(({ id }) => ({ personId: id, because: 'administrator: nobody else may decide' })),
  ]
}

export interface StandInFacts extends Pick<AskFacts, 'company' | 'teamId' | 'barred'> {
  personId: string
  /** Who has a vote in the same approval already: nobody counts twice. */
  taken: ReadonlySet<string>
}

/** Why somebody does not decide now, in words; null while they are there and may. */
function whyNotNow(person: Colleague, now: Date): string | null {
  const absence = absenceOf(person, now)
  if (!absence.absent) return mayApprove(person) ? null : 'reads no cases any more'
  if (absence.because === 'deactivated') return 'has left'
  return absence.because === 'on_leave' ? 'is on leave' : 'is away'
}

/**
 * Who decides in the place of somebody who is not there, or reads no cases any more: their deputy, or that one's where
 * they are away too; the lead of a team of theirs; whom they report to; else whoever answers for the case. Null while they
 * decide themselves, and where nobody who may is there.
 */
export function standInFor({ company, teamId, barred, personId, taken }: StandInFacts, now: Date): StandIn | null {
  const person = company.people.find(({ id }) => id === personId)
  const why = person ? whyNotNow(person, now) : null
  if (!person || !why) return null
  const leads = company.teams.filter(({ id }) => person.teamIds.includes(id)).map(({ leadId }) => leadId)
  const line = lineAbove(personId, new Map(company.people.map(({ id, managerId }) => [id, managerId])))
  const deputy = standInOf(personId, company.leaves)?.standInId
  const candidates = [
    ...(deputy ? [deputy] : []),
    ...leads,
    ...line,
    ...dutyHolders({ company, teamId }).map((each) => each.personId),
  ]
  const found = candidates.find((id) => {
    const candidate = company.people.find((each) => each.id === id)
    return candidate && mayApprove(candidate) && !absenceOf(candidate, now).absent && !barred.has(id) && !taken.has(id)
  })
  return found ? { personId: found, because: `${person.name} ${why}` } : null
}
