import {
  IconAdjustmentsHorizontal,
  IconChecklist,
  IconHome2,
  IconLayoutList,
  IconUsers,
  IconUsersGroup,
} from '../ui/icons.ts'

export interface Place {
  to: string
  name: string
  /** The letter after g that leads here. */
  letter: string
  icon: typeof IconChecklist
  /** Other addresses that belong to it. */
  also?: readonly string[]
  /** Where it begins for whoever leads a team. */
  toOfLeads?: string
  /** Only for those who administer. */
  studio?: boolean
}

/** What a team looks after together: one place of the rail, five screens. */
export const teamPlaces = [
  { to: '/team-tasks', name: 'Tasks' },
  { to: '/workload', name: 'Load', leads: true, others: true },
  { to: '/escalated', name: 'Escalated', others: true },
  { to: '/promises', name: 'Promises' },
  { to: '/away', name: 'Away', others: true },
] as const

/** Where one can go from anywhere, in the order of the rail. */
export const places: Place[] = [
  { to: '/', name: 'Home', letter: 'h', icon: IconHome2 },
  { to: '/my-next', name: 'My next', letter: 'm', icon: IconChecklist },
  { to: '/views', name: 'Views', letter: 'v', icon: IconLayoutList },
  {
    to: '/team-tasks',
    toOfLeads: '/workload',
    name: 'Team',
    letter: 't',
    icon: IconUsersGroup,
    also: teamPlaces.map(({ to }) => to),
  },
  { to: '/accounts', name: 'Accounts', letter: 'a', icon: IconUsers },
  { to: '/studio', name: 'Studio', letter: 's', icon: IconAdjustmentsHorizontal, studio: true },
]
