import { type Right, rights } from '../../../features/people/rules.ts'

/** Every right in words, as it follows “may”; a right without words does not compile. */
export const rightWords: Record<Right, string> = {
  'cases.read': 'read cases',
  'cases.work': 'answer, change and work cases',
  'cases.assign': 'give cases to people and queues',
  'cases.note': 'write internal notes',
  'cases.resolve': 'resolve and reopen',
  'cases.override': 'pass a gate with a reason',
  'cases.restrict': 'restrict a case, and lift it',
  'cases.see_restricted': 'see restricted cases, and those of closed teams',
  'cases.merge': 'merge and split cases',
  'cases.merge_across': 'merge across accounts',
  'customers.read': 'read accounts and contacts',
  'customers.edit': 'change accounts and contacts',
  'contracts.edit': 'change service contracts',
  'coverage.approve': 'approve work that no contract covers',
  'people.read': 'see who works here',
  'people.edit': 'invite people, change roles and teams, end access',
  'roles.edit': 'change what roles may, and make roles',
  'teams.lead': 'see and even out the load of their teams',
  'settings.read': 'read what is set in the studio',
  'settings.edit': 'change what is set in the studio',
  'keys.edit': 'make and end API keys',
  'mail.read': 'read the mail ledger',
  'mail.deliver': 'deliver mail by the API',
  'audit.read': 'read the audit',
  'reports.read': 'read the numbers',
  'views.share': 'share views with others',
}

interface RightGroup {
  group: string
  rights: (readonly [Right | 'assignable', string])[]
}

const named = (...rights: Right[]) => rights.map((right) => [right, rightWords[right]] as const)

export const rightGroups: RightGroup[] = [
  {
    group: 'Cases',
    rights: [
      ['assignable', 'own cases, and be given them by routing'],
      ...named(
        'cases.read',
        'cases.note',
        'cases.work',
        'cases.assign',
        'cases.resolve',
        'cases.merge',
        'cases.merge_across',
        'cases.override',
        'cases.restrict',
        'cases.see_restricted',
        'views.share',
      ),
    ],
  },
  { group: 'Customers', rights: [...named('customers.read', 'customers.edit', 'contracts.edit', 'coverage.approve')] },
  { group: 'People', rights: [...named('people.read', 'people.edit', 'roles.edit', 'teams.lead')] },
  {
    group: 'Settings and proof',
    rights: [
      ...named(
        'settings.read',
        'settings.edit',
        'keys.edit',
        'mail.read',
        'mail.deliver',
        'audit.read',
        'reports.read',
      ),
    ],
  },
]

/** A set of rights in the order of all, whatever order it came in. */
export const inOrder = (held: readonly string[]): Right[] => rights.filter((right) => held.includes(right))
