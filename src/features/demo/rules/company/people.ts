import type { Role } from '../../../../platform/context.ts'

export interface Colleague {
  name: string
  role: Role
  title: string
  team: TeamKey | null
  capacity: number
  skills: [name: string, level: number][]
  phone: string
}

export type TeamKey = 'accounts' | 'technical' | 'warranty' | 'finance'

/** Norrvik makes vacuum pumps and laboratory chillers, and looks after them. Nobody here has a password: administrators look as them. */
export const colleagues = {
  mira: {
    name: 'Mira Kaplan',
    role: 'manager',
    title: 'Team lead, customer accounts',
    team: 'accounts',
    capacity: 14,
    skills: [
      ['en', 3],
      ['de', 3],
      ['complaint', 3],
    ],
    phone: '+47 22 55 01 10',
  },
  ana: {
    name: 'Ana Ferreira',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 34,
    skills: [
      ['en', 3],
      ['es', 3],
      ['billing dispute', 3],
    ],
    phone: '+47 22 55 01 11',
  },
  elena: {
    name: 'Elena Brandt',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 36,
    skills: [
      ['de', 3],
      ['en', 3],
      ['billing dispute', 3],
    ],
    phone: '+47 22 55 01 12',
  },
  nadia: {
    name: 'Nadia Haas',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 24,
    skills: [
      ['fr', 3],
      ['de', 3],
      ['billing dispute', 2],
    ],
    phone: '+47 22 55 01 13',
  },
  luca: {
    name: 'Luca Berti',
    role: 'manager',
    title: 'Team lead, technical support',
    team: 'technical',
    capacity: 56,
    skills: [
      ['en', 3],
      ['fr', 2],
      ['technical issue', 3],
      ['service outage', 3],
    ],
    phone: '+47 22 55 01 20',
  },
  priya: {
    name: 'Priya Nair',
    role: 'agent',
    title: 'Technical support',
    team: 'technical',
    capacity: 66,
    skills: [
      ['en', 3],
      ['technical issue', 3],
      ['onboarding blocker', 3],
    ],
    phone: '+47 22 55 01 21',
  },
  jonas: {
    name: 'Jonas Lind',
    role: 'agent',
    title: 'Field service',
    team: 'technical',
    capacity: 68,
    skills: [
      ['no', 3],
      ['en', 3],
      ['de', 2],
      ['technical issue', 3],
    ],
    phone: '+47 22 55 01 22',
  },
  ben: {
    name: 'Ben Achterberg',
    role: 'manager',
    title: 'Warranty desk',
    team: 'warranty',
    capacity: 46,
    skills: [
      ['en', 3],
      ['de', 2],
      ['warranty claim', 3],
    ],
    phone: '+47 22 55 01 30',
  },
  marta: {
    name: 'Marta Lindholm',
    role: 'agent',
    title: 'Spare parts',
    team: 'warranty',
    capacity: 40,
    skills: [
      ['en', 3],
      ['no', 3],
      ['replacement request', 3],
    ],
    phone: '+47 22 55 01 31',
  },
  sofia: {
    name: 'Sofia Reyes',
    role: 'manager',
    title: 'Finance lead',
    team: 'finance',
    capacity: 10,
    skills: [
      ['en', 3],
      ['es', 3],
      ['refund or policy review', 3],
    ],
    phone: '+47 22 55 01 40',
  },
  tom: {
    name: 'Tom Okafor',
    role: 'agent',
    title: 'Finance',
    team: 'finance',
    capacity: 16,
    skills: [
      ['en', 3],
      ['refund or policy review', 2],
    ],
    phone: '+47 22 55 01 41',
  },
  helen: {
    name: 'Helen Ward',
    role: 'sales',
    title: 'Sales',
    team: null,
    capacity: 0,
    skills: [],
    phone: '+47 22 55 01 50',
  },
} as const satisfies Record<string, Colleague>
export type ColleagueKey = keyof typeof colleagues

export const teams = {
  accounts: { name: 'Customer accounts', lead: 'mira', routingMinutes: 240 },
  technical: { name: 'Technical support', lead: 'luca', routingMinutes: 120 },
  warranty: { name: 'Warranty desk', lead: 'ben', routingMinutes: 480 },
  finance: { name: 'Finance', lead: 'sofia', routingMinutes: 480 },
} as const satisfies Record<TeamKey, { name: string; lead: ColleagueKey; routingMinutes: number }>

/** On leave since before everything, back in six days. */
export const onLeave: ColleagueKey = 'nadia'

export const mailOf = (name: string): string => `${plain(name).replace(/ /g, '.')}@norrvik.example`

/** Letters without accents, in lower case, words apart by one space. */
export const plain = (text: string): string =>
  text
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
