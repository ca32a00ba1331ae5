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
  'cases.merge',
  'cases.merge_across',
  'customers.read',
  'customers.edit',
  'contracts.edit',
  'coverage.approve',
  'people.read',
  'people.edit',
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

const rightsOfRole: Record<Role, readonly Right[]> = {
  admin: rights,
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

export const rightsOf = (role: Role): ReadonlySet<Right> => new Set(rightsOfRole[role])

/** Roles that cases may be assigned to; light agents, sales and editors help without owning. */
export const assignableRoles: readonly Role[] = ['admin', 'manager', 'agent']
export const isAssignable = (role: Role): boolean => assignableRoles.includes(role)

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
