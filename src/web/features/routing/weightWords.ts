import type { Weights } from '../../../features/routing/contract/weights.ts'
import { weightOf } from '../../../features/routing/rules/weight.ts'
import { counted } from '../../ui/amounts.ts'

export type Percent = Weights['percent']
export const priorities = ['low', 'medium', 'high', 'critical'] as const

export interface WeighedType {
  key: string
  name: string
  weight: number
}

/** 150 → “1.5 times”; what stays as its type says needs no number. */
const times = (percent: number): string => (percent === 100 ? 'once' : `${percent / 100} times`)

/** How priorities weigh, as it is read aloud; each piece of it can be changed. */
export function weightSentence(percent: Percent): { text: string; chosen?: boolean }[] {
  const differing = priorities.filter((priority) => percent[priority] !== 100)
  if (differing.length === 0)
    return [
      { text: 'A case weighs what its type says, ' },
      { text: 'whatever its priority', chosen: true },
      { text: '.' },
    ]
  return [
    { text: 'A case weighs what its type says: ' },
    ...differing.flatMap((priority, place) => [
      ...(place > 0 ? [{ text: place === differing.length - 1 ? ' and ' : ', ' }] : []),
      { text: `a ${priority} one ` },
      { text: times(percent[priority]), chosen: true },
    ]),
    { text: '.' },
  ]
}

/** By an example: “A critical complaint counts as 3, a low one as 1: in whole numbers, and never less than 1.” */
export function weightExample(types: readonly WeighedType[], percent: Percent): string | null {
  const type = types.find(({ key }) => key === 'complaint') ?? types.find(({ weight }) => weight > 0)
  if (!type) return null
  const as = (priority: (typeof priorities)[number]) => weightOf(type.weight, priority, percent)
  return `A critical ${type.name.toLowerCase()} counts as ${as('critical')}, a low one as ${as('low')}: in whole numbers, and never less than 1.`
}

/** Types by what they say, the heaviest first: “Service outage 3; Complaint, Warranty claim 2; all others 1”. */
export function typesByWeight(types: readonly WeighedType[]): string {
  const weights = [...new Set(types.map(({ weight }) => weight))].toSorted((a, b) => b - a)
  const usual = weights.toSorted((a, b) => ofWeight(types, b).length - ofWeight(types, a).length)[0]
  const said = weights
    .filter((weight) => weight !== usual)
    .map((weight) => `${ofWeight(types, weight).join(', ')} ${weight}`)
  return [...said, ...(usual === undefined ? [] : [`${said.length > 0 ? 'all others' : 'every type'} ${usual}`])].join(
    '; ',
  )
}

const ofWeight = (types: readonly WeighedType[], weight: number): string[] =>
  types.filter((type) => type.weight === weight).map(({ name }) => name)

export interface LoadTurn {
  person: { id: string; name: string }
  capacity: number
  before: number
  after: number
}

/** What the turn of a load means for what comes by itself; null where it stays as it was. */
export function turnSaid({ capacity, before, after }: LoadTurn): { said: string; tone: 'risk' | 'ok' } | null {
  if (capacity === 0) return null
  if (before < capacity && after >= capacity) return { said: 'full: nothing new comes by itself', tone: 'risk' }
  if (before >= capacity && after < capacity) return { said: `has room for ${capacity - after} again`, tone: 'ok' }
  return null
}

/** What would change, in one line. */
export function turnsSaid(cases: number, people: readonly LoadTurn[]): string {
  if (cases === 0) return 'No open case would weigh anything else.'
  const full = people.filter((each) => turnSaid(each)?.tone === 'risk').length
  const free = people.filter((each) => turnSaid(each)?.tone === 'ok').length
  return [
    `${counted(cases, 'open case')} would weigh something else`,
    ...(full > 0 ? [`${counted(full, 'colleague')} would be full`] : []),
    ...(free > 0 ? [`${counted(free, 'colleague')} would have room again`] : []),
    ...(full + free === 0 ? ['nobody would become full or free by it'] : []),
  ].join('; ')
}
