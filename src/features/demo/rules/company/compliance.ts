import { type Right, rightsAsShipped } from '../../../people/rules.ts'
import type { ColleagueKey } from './people.ts'

/** A team that keeps to itself: neither the desk nor sales see what it works on. */
export const closedTeam = {
  name: 'Compliance',
  lead: 'sofia',
  member: 'ben',
} as const satisfies { name: string; lead: ColleagueKey; member: ColleagueKey }

/** What few are to read. `place`: whose turn it is among the customers; `itself`: also restricted beside its team. */
export const closedCases = [
  {
    subject: 'What personal data do you hold about me?',
    text: 'I left Fjordlab in September. Under the data protection law I ask you for everything that you hold about me, and to delete what you need no longer.',
    type: 'compliance_request',
    place: 11,
    hoursAgo: 7,
    itself: false,
    passedBy: 'ana',
  },
  {
    subject: 'Your technician photographed our laboratory',
    text: 'During the visit on Monday photographs were taken in a room where that is not allowed. Please tell us what became of them, and who has seen them.',
    type: 'complaint',
    place: 17,
    hoursAgo: 11,
    itself: true,
    passedBy: null,
  },
  {
    subject: 'A gift offered at the trade fair',
    text: 'At the fair in Oslo one of your partners offered our buyer a weekend for two. Our code of conduct asks us to tell you. Please confirm that you look into it.',
    type: 'compliance_request',
    place: 23,
    hoursAgo: 3,
    itself: false,
    passedBy: null,
  },
] as const

/** A role of Norrvik's own: who is out with customers works cases, and leaves customers and doubles to the desk. */
export const ownRole = {
  name: 'Field service',
  kind: 'agent',
  said: 'works cases on site; the desk merges them and keeps the customers',
  rights: rightsAsShipped('agent').filter((right: Right) => right !== 'cases.merge' && right !== 'customers.edit'),
  holder: 'jonas',
} as const satisfies { name: string; kind: 'agent'; said: string; rights: readonly Right[]; holder: ColleagueKey }
