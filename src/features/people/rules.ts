import type { Role } from '../../platform/context.ts'

/** Every right there is. A role is a set of them; screens and server ask for rights, never for roles. */
export const rights = [
  'cases.read',
  'cases.work',
  'cases.assign',
  'cases.note',
  'cases.resolve',
  'cases.override',
  'cases.restrict',
  'cases.see_restricted',
  'cases.merge',
  'cases.merge_across',
  'customers.read',
  'customers.edit',
  'contracts.edit',
  'coverage.approve',
  'people.read',
  'people.edit',
  'roles.edit',
  'teams.lead',
  'settings.read',
  'settings.edit',
  'keys.edit',
  'mail.read',
  'mail.deliver',
  'audit.read',
  'reports.read',
  'views.share',
] as const
export type Right = (typeof rights)[number]

const light: Right[] = ['cases.read', 'cases.note', 'customers.read', 'people.read', 'reports.read']
const agent: Right[] = [...light, 'cases.work', 'cases.assign', 'cases.resolve', 'cases.merge', 'customers.edit']
const manager: Right[] = [
  ...agent,
  'cases.override',
  'cases.restrict',
  'cases.merge_across',
  'contracts.edit',
  'coverage.approve',
  'teams.lead',
  'settings.read',
  'mail.read',
  'audit.read',
  'views.share',
]

const shippedRights: Record<Role, readonly Right[]> = {
  // What few may see is no matter of administering: it is given on purpose.
  admin: rights.filter((right) => right !== 'cases.see_restricted'),
  manager,
  agent,
  light,
  sales: [
    'cases.read',
    'cases.note',
    'customers.read',
    'customers.edit',
    'contracts.edit',
    'people.read',
    'reports.read',
  ],
  editor: ['people.read'],
}

/** The rights with which a role is shipped. */
export const rightsAsShipped = (kind: Role): readonly Right[] => shippedRights[kind]

/** What a role may do: the rights chosen for it, else those it is shipped with. What its kind cannot be without stays. */
export function rightsOf(kind: Role, chosen: readonly string[] | null = null): ReadonlySet<Right> {
  if (chosen === null) return new Set(shippedRights[kind])
  return new Set([...fixedRights(kind), ...rights.filter((right) => chosen.includes(right))])
}

/**
 * Rights that no role of a kind can lose: administrators keep all, whoever owns cases can read and work them, and everybody
 * sees who works here.
 */
export function fixedRights(kind: Role): readonly Right[] {
  if (kind === 'admin') return shippedRights.admin
  return isAssignable(kind)
    ? ['cases.read', 'cases.work', 'cases.note', 'customers.read', 'people.read']
    : ['people.read']
}

/** Whoever reads no cases decides on none, and is asked for nothing on them. */
export const readsCases = (role: Role, chosen: readonly string[] | null): boolean =>
  rightsOf(role, chosen).has('cases.read')

/** Roles that cases may be assigned to; light agents, sales and editors help without owning. */
export const assignableRoles: readonly Role[] = ['admin', 'manager', 'agent']
export const isAssignable = (role: Role): boolean => assignableRoles.includes(role)

interface Standing {
  kind: Role
  /** The rights chosen for it; null where they are those it is shipped with. */
  rights: readonly string[] | null
}

/** What another role takes from somebody: owning work on cases, or sight of any. Whoever had neither loses nothing by it. */
export const lessenedBy = (before: Standing, after: Standing): { work: boolean; sight: boolean } => ({
  work: isAssignable(before.kind) && !isAssignable(after.kind),
  sight: readsCases(before.kind, before.rights) && !readsCases(after.kind, after.rights),
})

/** Kinds of roles by whether they read cases: as shipped, and whatever is chosen for them. */
export const kindsThatRead = {
  asShipped: (Object.keys(shippedRights) as Role[]).filter((kind) => shippedRights[kind].includes('cases.read')),
  always: (Object.keys(shippedRights) as Role[]).filter((kind) => fixedRights(kind).includes('cases.read')),
}

export interface AvailabilityFacts {
  status: 'online' | 'away' | 'busy' | 'off'
  statusSince: Date
  awayUntil: Date | null
  deactivatedAt: Date | null
}

/** An owner who is neither on leave nor deactivated nor off for longer than this counts as present. */
export const absentAfterHours = 24

export type Absence =
  | { absent: false }
  | { absent: true; because: 'deactivated' | 'on_leave' | 'off_too_long'; since: Date }

/** Whether a person counts as an owner at all (domain rule 1): a short break does, leave and deactivation do not. */
export function absenceOf(person: AvailabilityFacts, now: Date): Absence {
  if (person.deactivatedAt) return { absent: true, because: 'deactivated', since: person.deactivatedAt }
  if (person.awayUntil && person.awayUntil > now)
    return { absent: true, because: 'on_leave', since: person.statusSince }
  const offSince = person.statusSince.getTime() + absentAfterHours * 3_600_000
  if (person.status === 'off' && offSince < now.getTime())
    return { absent: true, because: 'off_too_long', since: new Date(offSince) }
  return { absent: false }
}
