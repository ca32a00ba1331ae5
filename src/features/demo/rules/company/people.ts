import type { Role } from '../../../../platform/context.ts'

export interface Colleague {
  name: string
  role: Role
  title: string
  team: TeamKey | null
  capacity: number
  skills: Partial<Record<SkillKey, number>>
  phone: string
}

export type TeamKey = 'accounts' | 'technical' | 'warranty' | 'finance'

/** What Norrvik’s people can do, and what of a message asks for it. */
export const skills = {
  english: { name: 'English', language: 'en', words: [] },
  german: { name: 'German', language: 'de', words: [] },
  spanish: { name: 'Spanish', language: 'es', words: [] },
  french: { name: 'French', language: 'fr', words: [] },
  norwegian: { name: 'Norwegian', language: 'no', words: [] },
  billing: { name: 'Billing dispute', language: null, words: ['charged', 'invoice', 'overpaid', 'credit note'] },
  complaints: { name: 'Complaint', language: null, words: ['complaint', 'unacceptable', 'disappointed'] },
  technical: { name: 'Technical issue', language: null, words: ['error', 'alarm', 'noise'] },
  pumps: { name: 'Vacuum pumps', language: null, words: ['vacuum', 'pump', 'oil mist'] },
  chillers: { name: 'Laboratory chillers', language: null, words: ['chiller', 'coolant', 'temperature'] },
  refrigerants: { name: 'Refrigerants (certified)', language: null, words: ['refrigerant', 'R134a', 'leak'] },
  outages: { name: 'Service outage', language: null, words: ['outage', 'standstill'] },
  onboarding: { name: 'Onboarding blocker', language: null, words: ['commissioning', 'installation'] },
  warranty: { name: 'Warranty claim', language: null, words: ['warranty'] },
  replacements: { name: 'Replacement request', language: null, words: ['spare part', 'replacement'] },
  refunds: { name: 'Refund or policy review', language: null, words: ['refund'] },
} as const satisfies Record<string, { name: string; language: string | null; words: readonly string[] }>
export type SkillKey = keyof typeof skills

/** Norrvik makes vacuum pumps and laboratory chillers, and looks after them. Nobody here has a password: administrators look as them. */
export const colleagues = {
  mira: {
    name: 'Mira Kaplan',
    role: 'manager',
    title: 'Team lead, customer accounts',
    team: 'accounts',
    capacity: 18,
    skills: { english: 5, german: 4, complaints: 5, billing: 2 },
    phone: '+47 22 55 01 10',
  },
  ana: {
    name: 'Ana Ferreira',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 52,
    skills: { english: 4, spanish: 5, billing: 4 },
    phone: '+47 22 55 01 11',
  },
  elena: {
    name: 'Elena Brandt',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 38,
    skills: { german: 5, english: 4, billing: 4 },
    phone: '+47 22 55 01 12',
  },
  nadia: {
    name: 'Nadia Haas',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
    capacity: 24,
    skills: { french: 5, german: 3, billing: 2 },
    phone: '+47 22 55 01 13',
  },
  luca: {
    name: 'Luca Berti',
    role: 'manager',
    title: 'Team lead, technical support',
    team: 'technical',
    capacity: 56,
    skills: { english: 4, french: 2, technical: 4, outages: 5, chillers: 4 },
    phone: '+47 22 55 01 20',
  },
  priya: {
    name: 'Priya Nair',
    role: 'agent',
    title: 'Technical support',
    team: 'technical',
    capacity: 66,
    skills: { english: 5, technical: 4, onboarding: 4, pumps: 4, chillers: 2 },
    phone: '+47 22 55 01 21',
  },
  jonas: {
    name: 'Jonas Lind',
    role: 'agent',
    title: 'Field service',
    team: 'technical',
    capacity: 68,
    skills: { norwegian: 5, english: 4, german: 2, technical: 4, pumps: 5, refrigerants: 4 },
    phone: '+47 22 55 01 22',
  },
  ben: {
    name: 'Ben Achterberg',
    role: 'manager',
    title: 'Warranty desk',
    team: 'warranty',
    capacity: 46,
    skills: { english: 4, german: 3, warranty: 5 },
    phone: '+47 22 55 01 30',
  },
  marta: {
    name: 'Marta Lindholm',
    role: 'agent',
    title: 'Spare parts',
    team: 'warranty',
    capacity: 40,
    skills: { english: 3, norwegian: 5, replacements: 4 },
    phone: '+47 22 55 01 31',
  },
  sofia: {
    name: 'Sofia Reyes',
    role: 'manager',
    title: 'Finance lead',
    team: 'finance',
    capacity: 10,
    skills: { english: 4, spanish: 5, refunds: 5 },
    phone: '+47 22 55 01 40',
  },
  tom: {
    name: 'Tom Okafor',
    role: 'agent',
    title: 'Finance',
    team: 'finance',
    capacity: 16,
    skills: { english: 5, refunds: 3 },
    phone: '+47 22 55 01 41',
  },
  helen: {
    name: 'Helen Ward',
    role: 'sales',
    title: 'Sales',
    team: null,
    capacity: 0,
    skills: {},
    phone: '+47 22 55 01 50',
  },
} as const satisfies Record<string, Colleague>
export type ColleagueKey = keyof typeof colleagues

export const teams = {
  accounts: { name: 'Customer accounts', lead: 'mira' },
  technical: { name: 'Technical support', lead: 'luca' },
  warranty: { name: 'Warranty desk', lead: 'ben' },
  finance: { name: 'Finance', lead: 'sofia' },
} as const satisfies Record<TeamKey, { name: string; lead: ColleagueKey }>

/** Whom people report to. */
export const managers: Readonly<Partial<Record<ColleagueKey, ColleagueKey>>> = {
  ...{ ana: 'mira', elena: 'mira', nadia: 'mira', helen: 'mira' },
  ...{ priya: 'luca', jonas: 'luca', ben: 'luca', marta: 'ben', tom: 'sofia' },
}

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
