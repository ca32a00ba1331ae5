import type { Role } from '../../src/platform/context.ts'

/** Norrvik sells and services laboratory equipment: the small fictional company in which every slice is tried. */
export interface Colleague {
  name: string
  email: string
  role: Role
  title: string
  team: TeamName | null
  seesRestricted?: true
}

export type TeamName = 'accounts' | 'technical'

export const colleagues = {
  sofia: {
    name: 'Sofia Reyes',
    email: 'sofia.reyes@norrvik.example',
    role: 'admin',
    title: 'Finance lead',
    team: null,
    seesRestricted: true,
  },
  mira: {
    name: 'Mira Kaplan',
    email: 'mira.kaplan@norrvik.example',
    role: 'manager',
    title: 'Team lead',
    team: 'accounts',
  },
  ana: {
    name: 'Ana Ferreira',
    email: 'ana.ferreira@norrvik.example',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
  },
  elena: {
    name: 'Elena Brandt',
    email: 'elena.brandt@norrvik.example',
    role: 'agent',
    title: 'Customer accounts',
    team: 'accounts',
  },
  luca: {
    name: 'Luca Berti',
    email: 'luca.berti@norrvik.example',
    role: 'manager',
    title: 'Technical support',
    team: 'technical',
  },
  priya: {
    name: 'Priya Nair',
    email: 'priya.nair@norrvik.example',
    role: 'agent',
    title: 'Technical support',
    team: 'technical',
  },
  jonas: {
    name: 'Jonas Lind',
    email: 'jonas.lind@norrvik.example',
    role: 'agent',
    title: 'Field service',
    team: 'technical',
  },
  tom: { name: 'Tom Okafor', email: 'tom.okafor@norrvik.example', role: 'light', title: 'Finance', team: null },
  helen: { name: 'Helen Ward', email: 'helen.ward@norrvik.example', role: 'sales', title: 'Sales', team: null },
  nadia: { name: 'Nadia Haas', email: 'nadia.haas@norrvik.example', role: 'editor', title: 'Help centre', team: null },
} as const satisfies Record<string, Colleague>
export type PersonName = keyof typeof colleagues

export const teams = {
  accounts: { name: 'Customer accounts', lead: 'mira' },
  technical: { name: 'Technical support', lead: 'luca' },
} as const satisfies Record<TeamName, { name: string; lead: PersonName }>

export const accounts = {
  meridian: {
    name: 'Meridian Labs',
    tier: 'Gold',
    domains: ['meridianlabs.example'],
    city: 'Trondheim',
    country: 'Norway',
    valueYearMinor: 4_020_000,
    renewalOn: '2026-12-30',
  },
  kestrel: {
    name: 'Kestrel Brewing',
    tier: 'Silver',
    domains: ['kestrelbrewing.example'],
    city: 'Bristol',
    country: 'United Kingdom',
    valueYearMinor: 1_240_000,
    renewalOn: null,
  },
} as const
export type AccountName = keyof typeof accounts

export const contacts = {
  ingrid: { name: 'Ingrid Sollberg', account: 'meridian', email: 'ingrid.sollberg@meridianlabs.example' },
  nils: { name: 'Nils Aune', account: 'meridian', email: 'nils.aune@meridianlabs.example' },
  owen: { name: 'Owen Pryce', account: 'kestrel', email: 'owen.pryce@kestrelbrewing.example' },
} as const satisfies Record<string, { name: string; account: AccountName; email: string }>
export type ContactName = keyof typeof contacts

/** Everybody's password: Norrvik exists in tests only. */
export const everybodysPassword = 'a-long-enough-word'
