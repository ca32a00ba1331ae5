import type { DemoContact } from './company/contacts.ts'
import type { PlannedCase } from './moves.ts'
import { MINUTE } from './timing.ts'

/** What customers wrote within minutes of each other, this morning. */
const reports: readonly (readonly [subject: string, tongue: 'en' | 'de', letter: string])[] = [
  [
    'Portal cannot be reached from our plant',
    'en',
    'nobody in the plant can reach your customer portal since this morning. Other pages work. We have a delivery to confirm today.',
  ],
  [
    'Customer portal answers with error 503',
    'en',
    'your customer portal only shows “503 service unavailable”. Can you see what is wrong on your side?',
  ],
  [
    'Portal down, order cannot be placed',
    'en',
    'I am trying to order seal kits, and the portal does not load at all. Is there another way to order?',
  ],
  [
    'Kundenportal nicht erreichbar',
    'de',
    'Ihr Kundenportal ist seit heute Morgen nicht erreichbar. Wir brauchen die Prüfzeugnisse noch heute.',
  ],
  [
    'Certificates in the portal cannot be opened',
    'en',
    'the certificates in your portal cannot be opened, the page stays white. We need them for an audit this week.',
  ],
]

export const outage = {
  subject: 'Customer portal unreachable',
  note: 'All requests end at the load balancer with 503. Hosting was called; ticket 88-1204 there.',
  known: {
    scope: 'many',
    production_stands: false,
    workaround: 'Orders and certificates by mail until the portal is back.',
  },
  update: `Hello,

our customer portal could not be reached since this morning. The cause is found: a certificate of the load balancer ran out, and a new one is being put in place.

We expect the portal to be back within the hour and will write to you then. Orders and certificates can be had by answering this mail until that time.`,
  inGerman: `Guten Tag,

unser Kundenportal war seit heute Morgen nicht erreichbar. Die Ursache ist gefunden: ein Zertifikat war abgelaufen und wird gerade ersetzt.

Wir rechnen damit, dass das Portal innerhalb einer Stunde wieder da ist, und melden uns dann. Bestellungen und Prüfzeugnisse erhalten Sie bis dahin auf eine Antwort auf diese Mail.`,
}

export const startUp = {
  subject: 'New vacuum line has to start on Monday',
  letter: `our new line with four VP-40 has to start on Monday. Two things are still open: the pumps have the old controller software, and your finance department has not confirmed the payment plan, so the last pallet is not released.

Who takes care of this?`,
  children: [
    {
      team: 'technical',
      subject: 'Controller software for four VP-40 before Monday',
      note: 'Serials are on order O-7790. They can give us remote access any time.',
    },
    {
      team: 'finance',
      subject: 'Confirm the payment plan of order O-7790',
      note: 'Three instalments were agreed on the phone; the last pallet waits for this.',
    },
  ],
} as const

/** The cases of the outage, each by another customer, and the one that two other teams work for. */
export function planFamilies(contacts: readonly DemoContact[], now: number): PlannedCase[] {
  const able = contacts.filter(({ account, tongue }) => account !== 'Havnsund kommune' && tongue === 'en')
  const german = contacts.find(({ tongue }) => tongue === 'de')
  const whole = (subject: string, tongue: 'en' | 'de', text: string, place: number, at: number): PlannedCase => ({
    type: 'technical_issue',
    team: 'technical',
    subject,
    tongue,
    contact: (tongue === 'de' && german) || able[(place * 7) % able.length]!,
    priority: 'high',
    channel: 'email',
    restricted: false,
    tags: [],
    known: null,
    moves: [{ act: 'opens', at, text }],
  })
  return [
    ...reports.map(([subject, tongue, text], place) =>
      whole(subject, tongue, text, place, now - (55 - place * 4) * MINUTE),
    ),
    whole(startUp.subject, 'en', startUp.letter, reports.length, now - 50 * MINUTE),
  ]
}
