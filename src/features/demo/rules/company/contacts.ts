import type { Tongue } from './account-rows.ts'
import { accounts } from './accounts.ts'
import { plain } from './people.ts'

export interface DemoContact {
  account: string
  name: string
  role: string
  tongue: Tongue
  vip: boolean
  email: string
  phone: string
  notes: string | null
}

type Known = [account: string, name: string, role: string, tongue?: Tongue, vip?: 'vip', notes?: string]

/** Whom the cases told in full speak of. */
const known: Known[] = [
  ['Meridian Labs', 'Ingrid Sollberg', 'Accounts payable'],
  ['Meridian Labs', 'Nils Aune', 'Controller', 'no'],
  ['Meridian Labs', 'Erik Dahl', 'Facility manager', 'no'],
  ['Meridian Labs', 'Dr. Solveig Moen', 'Managing director', 'en', 'vip', 'Likes one page, numbers first.'],
  ['Kestrel Brewing', 'Owen Pryce', 'Head brewer'],
  ['Alder & Finch', 'Judith Alder', 'Owner', 'en', 'vip'],
  ['Polaris Cold Chain', 'Marek Zielinski', 'Purchasing'],
  ['Polaris Cold Chain', 'Ida Sørensen', 'IT operations'],
  ['Vesper Biotech', 'Dr. Naoko Hirai', 'Head of laboratory', 'en', 'vip'],
  ['Bluefield Dairy', 'Sam Renwick', 'Plant engineer'],
  ['Bluefield Dairy', 'Moira Bell', 'Maintenance'],
  ['Hartwig Glas', 'Petra Hartwig', 'Geschäftsführung', 'de', 'vip'],
  ['Ostermann Dental', 'Dr. Lars Ostermann', 'Inhaber', 'de'],
  ['Ostermann Dental', 'Karin Wendt', 'Praxis', 'de'],
  ['Tessel Coatings', 'Ruben Tessel', 'Plant manager'],
  ['Corvane Packaging', 'Amélie Roux', 'Responsable maintenance', 'fr'],
  ['Sankt Lukas Klinik', 'Brigitte Thoma', 'Verwaltung', 'de'],
  ['Sankt Lukas Klinik', 'Josef Meier', 'Haustechnik', 'de'],
  ['Nordhaven Aquarium', 'Tilda Frost', 'Life support', 'en'],
  ['Quill & Sons', 'Harriet Quill', 'Owner'],
  ['Talbot Marine', 'Gareth Talbot', 'Yard manager'],
  ['Rivera Orthodontics', 'Dr. Paula Rivera', 'Directora', 'es'],
  ['Lindqvist Bakery', 'Per Lindqvist', 'Owner'],
  ['Weir Cider', 'Rowan Weir', 'Cellar'],
  ['Havnsund kommune', 'Randi Eide', 'Innbyggerservice', 'no'],
]

const firstNames: Record<Tongue, string[]> = {
  en: 'Alice Callum Fiona Graham Hazel Isaac Joanna Keith Laura Martin Nora Oliver Phoebe Rory Stella Trevor Una Victor Wendy Adrian'.split(
    ' ',
  ),
  de: 'Annika Bernd Claudia Dieter Eva Florian Gisela Holger Ines Jürgen Katrin Lothar Monika Norbert Renate Sabine Thomas Ulrike Volker Anja'.split(
    ' ',
  ),
  fr: 'Agathe Bastien Camille Didier Élodie Fabrice Gaëlle Hugo Inès Julien Lucie Mathieu Océane Pascal Romane Sylvain Thérèse Yann'.split(
    ' ',
  ),
  es: 'Alba Bruno Carmen Diego Elvira Fermín Gloria Hugo Irene Javier Lucía Marcos Nuria Óscar Pilar Raúl Silvia Tomás'.split(
    ' ',
  ),
  no: 'Astrid Bjørn Camilla Dag Eirik Frida Gunnar Hilde Ivar Kari Lars Marit Njål Oda Pål Ragnhild Sindre Tuva'.split(
    ' ',
  ),
}
const lastNames: Record<Tongue, string[]> = {
  en: 'Ashworth Birch Calder Dunmore Ellery Fairfax Garrow Hensley Ibbotson Jarvis Kirkby Lomax Merrow Norcott Oakden Penrose Rudd Selwyn Thorley Wicks'.split(
    ' ',
  ),
  de: 'Ahrens Böhm Conradi Dietz Ebner Fuchsberger Grote Hellwig Iversen Jäckel Kempf Lorenz Mattes Nolte Overbeck Pfleger Rauch Seidel Tölle Wittig'.split(
    ' ',
  ),
  fr: 'Arnoux Bellanger Chauvet Delmas Escoffier Faure Gaillard Hébert Jourdan Lacombe Marchetti Noiret Pradel Rivoire Sauvage Teyssier Vasseur'.split(
    ' ',
  ),
  es: 'Aranda Beltrán Cifuentes Duarte Escudero Fajardo Gallardo Herrero Iglesias Lozano Medina Navarro Ortega Pastor Quiroga Salcedo Vidal'.split(
    ' ',
  ),
  no: 'Aasen Bakke Dalen Egeland Fosse Grini Haugland Iversen Kvam Lunde Myhre Nordli Olsrud Ruud Solheim Tveit Vik Øverli'.split(
    ' ',
  ),
}
const roles: Record<Tongue, string[]> = {
  en: [
    'Laboratory manager',
    'Maintenance',
    'Accounts payable',
    'Purchasing',
    'Quality',
    'Production manager',
    'Facility manager',
  ],
  de: ['Laborleitung', 'Instandhaltung', 'Buchhaltung', 'Einkauf', 'Qualitätssicherung', 'Produktionsleitung'],
  fr: ['Responsable laboratoire', 'Maintenance', 'Comptabilité fournisseurs', 'Achats', 'Qualité'],
  es: ['Jefa de laboratorio', 'Mantenimiento', 'Contabilidad', 'Compras', 'Calidad'],
  no: ['Laboratorieleder', 'Vedlikehold', 'Regnskap', 'Innkjøp', 'Kvalitet'],
}
const dial: Record<string, string> = {
  Norway: '+47 73 55',
  'United Kingdom': '+44 1632 960',
  Poland: '+48 58 555',
  Switzerland: '+41 61 555',
  Ireland: '+353 21 555',
  Germany: '+49 30 5550',
  Netherlands: '+31 40 555',
  France: '+33 1 99 00',
  Austria: '+43 316 555',
  Spain: '+34 95 555',
  Sweden: '+46 8 555',
  Italy: '+39 02 555',
  Denmark: '+45 55 55',
  Finland: '+358 8 555',
}

export const domainOf = (account: string): string => `${plain(account).replace(/ (and )?/g, '')}.example`

/** The known people, then others for the remaining places, the bigger accounts first. */
export function contactsOf(count: number): DemoContact[] {
  const named = known.map(([account, name, role, tongue = 'en', vip, notes = null], at) =>
    contact(account, name, role, tongue, vip === 'vip', notes, at),
  )
  const taken = new Set(named.map(({ name }) => name))
  const have = new Set(named.map(({ account }) => account))
  const others = Array.from({ length: Math.max(0, count - named.length) }, (_, at) => {
    const lacking = accounts.filter(({ name }) => !have.has(name))
    const account = lacking[at] ?? accounts[(at * 7) % accounts.length]!
    const { tongue } = account
    let turn = at
    const pick = (list: string[], step: number) => list[(turn * step + at) % list.length]!
    while (taken.has(`${pick(firstNames[tongue], 3)} ${pick(lastNames[tongue], 7)}`)) turn++
    const name = `${pick(firstNames[tongue], 3)} ${pick(lastNames[tongue], 7)}`
    taken.add(name)
    const notes = at % 23 === 5 ? 'Writes short mails and likes short answers.' : null
    return contact(
      account.name,
      name,
      roles[tongue][at % roles[tongue].length]!,
      tongue,
      at % 37 === 11,
      notes,
      at + 40,
    )
  })
  return [...named, ...others].slice(0, Math.max(count, named.length))
}

function contact(
  account: string,
  name: string,
  role: string,
  tongue: Tongue,
  vip: boolean,
  notes: string | null,
  at: number,
): DemoContact {
  const { country } = accounts.find((each) => each.name === account)!
  const words = plain(name).replace(/^dr /, '').replace(/ /g, '.')
  const phone = `${dial[country]} ${String(10 + ((at * 37) % 90))} ${String(10 + ((at * 53) % 90))}`
  return { account, name, role, tongue, vip, email: `${words}@${domainOf(account)}`, phone, notes }
}
