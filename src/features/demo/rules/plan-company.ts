import type { Priority } from '../../../platform/shapes.ts'
import type { OpeningHours } from '../../calendars/contract.ts'
import type { Tongue } from './company/account-rows.ts'
import { accounts } from './company/accounts.ts'
import type { DemoContact } from './company/contacts.ts'
import { planMeridian } from './meridian.ts'
import { type PlannedCase, teamOfType } from './moves.ts'
import type { Fate, Outline, World } from './outline.ts'
import { passSomeAnyway } from './overridden.ts'
import { planCase } from './plan-case.ts'
import { goldShare, promised } from './promises.ts'
import { diceOf } from './random.ts'
import { topicsOf } from './stories/which.ts'
import { DAY, HOUR, MINUTE, openingTimeBefore, someTimeBetween } from './timing.ts'

/** What of a type of case decides how its cases run. */
export interface TypeFacts {
  path: readonly string[]
  silenceHours: number
  confirmationDays: number
}

export interface Asked {
  hours: OpeningHours
  now: Date
  cases: number
  contacts: readonly DemoContact[]
  types: Readonly<Record<string, TypeFacts>>
}

/** Of 400 cases: how the 148 open ones stand, and the others ended. */
const fates: Record<Fate, number> = {
  overdue: 3,
  at_risk: 9,
  fresh: 21,
  wrote_again: 24,
  answered: 56,
  waits_for_customer: 24,
  waits_for_others: 11,
  to_confirm: 30,
  ended: 222,
}
const wholeCompany = 400

const openTypes: Record<string, number> = {
  technical_issue: 47,
  billing_dispute: 31,
  warranty_claim: 19,
  general_question: 16,
  onboarding_blocker: 10,
  complaint: 8,
  replacement_request: 7,
  refund_review: 4,
  compliance_request: 3,
  citizen_request: 2,
  service_outage: 2,
}
const openAges: [days: number, count: number][] = [
  [1, 29],
  [3, 38],
  [7, 41],
  [14, 22],
  [30, 13],
  [45, 5],
]

/** Every case of the demo company in the order in which they were opened; the same for the same instant. */
export function planCompany({ hours, now, cases, contacts, types }: Asked): PlannedCase[] {
  const dice = diceOf(20_261)
  const world: World = { hours, now: now.getTime(), dice }
  const pickType = weighted(openTypes, () => dice.next())
  const pickAge = weighted(Object.fromEntries(openAges), () => dice.next())
  const told = new Map<string, number>()

  const planned = fatesFor(cases).map((fate, at): PlannedCase => {
    if (fate === 'at_risk' && at === fatesFor(cases).indexOf('at_risk')) return planMeridian(world, contacts)
    const type = typeFor(fate, pickType)
    const contact = contactFor(type)
    const account = accounts.find(({ name }) => name === contact.account)!
    const spoken = tongueFor(type, contact)
    const priority = priorityFor(type, fate)
    const gold = account.tier === 'Gold'
    const facts = types[type]!
    const outline: Omit<Outline, 'from' | 'until'> = {
      type,
      team: teamOfType[type]!,
      tongue: spoken,
      contact,
      priority,
      channel: channelFor(type),
      restricted: type === 'compliance_request' && dice.chance(0.35),
      tags: dice.chance(0.15) ? [dice.pick(['service-plus', 'second-report', 'trade-fair', 'key-account'])] : [],
      known: null,
      topic: topicFor(type, spoken),
      fate,
      silenceHours: facts.silenceHours,
      confirmationDays: facts.confirmationDays,
      gold,
      path: facts.path,
    }
    return planCase(world, { ...outline, ...timesFor(outline) })
  })
  passSomeAnyway(planned)
  return planned.toSorted((a, b) => a.moves[0]!.at - b.moves[0]!.at)

  function typeFor(fate: Fate, pick: () => string): string {
    for (;;) {
      const type = pick()
      // What is silent soon cannot wait long for an answer, and nobody leaves an outage alone.
      const urgent = type === 'service_outage' || type === 'complaint'
      if (!(urgent && ['overdue', 'at_risk', 'waits_for_others', 'wrote_again'].includes(fate))) return type
    }
  }

  function contactFor(type: string): DemoContact {
    const neighbours = contacts.filter(({ account }) => account === 'Havnsund kommune')
    if (type === 'citizen_request') return dice.pick(neighbours)
    return dice.pick(contacts.filter(({ account }) => account !== 'Havnsund kommune'))
  }

  /** Many abroad write in English; the fewer topics their own language has, the more of them do. */
  function tongueFor(type: string, { tongue }: DemoContact): Tongue {
    const own = topicsOf(type, tongue).length
    return own > 0 && (type === 'citizen_request' || dice.chance(0.25 + own * 0.12)) ? tongue : 'en'
  }

  /** Each is told as seldom as it can be. */
  function topicFor(type: string, tongue: Tongue): Outline['topic'] {
    const list = topicsOf(type, tongue)
    const key = `${type} ${tongue}`
    const turn = told.get(key) ?? 0
    told.set(key, turn + 1)
    return list[turn % list.length]!
  }

  function priorityFor(type: string, fate: Fate): Priority {
    if (type === 'service_outage') return 'critical'
    if (fate === 'overdue') return 'high'
    if (type === 'complaint' || type === 'onboarding_blocker') return dice.chance(0.7) ? 'high' : 'medium'
    const at = dice.next()
    return at < 0.01 ? 'critical' : at < 0.11 ? 'high' : at < 0.83 ? 'medium' : 'low'
  }

  function channelFor(type: string): PlannedCase['channel'] {
    if (type === 'service_outage') return 'phone'
    const at = dice.next()
    return at < 0.72 ? 'email' : at < 0.84 ? 'portal' : at < 0.93 ? 'phone' : at < 0.97 ? 'form' : 'chat'
  }

  function timesFor({ fate, priority, gold, silenceHours }: Omit<Outline, 'from' | 'until'>): {
    from: number
    until: number
  } {
    const day = (from: number, to: number) => someTimeBetween(hours, dice, world.now - from * DAY, world.now - to * DAY)
    if (fate === 'ended' || fate === 'to_confirm') return endedTimes(fate, day)
    const until = world.now - MINUTE
    const share = gold ? goldShare : 1
    if (fate === 'fresh') {
      const seconds = promised[priority].first_response * share * dice.between(0.02, 0.62)
      const from = priority === 'critical' ? world.now - seconds * 1000 : openingTimeBefore(hours, world.now, seconds)
      // Over a weekend little opening time passes, and yet nobody is left without a word for too long.
      const earliest = world.now - silenceHours * HOUR * 0.9
      return { from: Math.max(Math.min(from, world.now - 4 * MINUTE), earliest), until }
    }
    if (priority === 'critical') return { from: world.now - dice.between(2, 40) * HOUR, until }
    const days = Number(pickAge())
    const younger = openAges[openAges.findIndex(([age]) => age === days) - 1]?.[0] ?? 0.12
    // What matters more is not left lying for weeks.
    const oldest = Math.min(days, { high: 12, medium: 23, low: 38 }[priority])
    return { from: day(Math.max(oldest, 0.2), Math.min(younger, oldest * 0.6)), until }
  }

  /** Most of what ended came in over the whole quarter; the last two weeks are as busy as they look. */
  function endedTimes(fate: Fate, day: (from: number, to: number) => number): { from: number; until: number } {
    if (fate === 'to_confirm') {
      const until = day(1.9, 0.05)
      return { from: until - dice.between(0.12, dice.chance(0.4) ? 0.4 : 12) * DAY, until }
    }
    if (dice.chance(0.62)) {
      const until = day(13.5, 1.2)
      return { from: until - dice.between(5, 19) * DAY, until }
    }
    const until = day(80, 14)
    return { from: Math.max(until - dice.between(0.2, 9) * DAY, world.now - 90 * DAY), until }
  }
}

/** The fates of that many cases, each in its share, at least one of the rare ones. */
function fatesFor(cases: number): Fate[] {
  const list = Object.entries(fates).flatMap(([fate, count]) =>
    Array.from({ length: Math.max(1, Math.round((count * cases) / wholeCompany)) }, () => fate as Fate),
  )
  while (list.length < cases) list.push('ended')
  return list.slice(0, cases)
}

function weighted(shares: Record<string, number>, next: () => number): () => string {
  const all = Object.values(shares).reduce((sum, share) => sum + share, 0)
  return () => {
    let at = next() * all
    for (const [key, share] of Object.entries(shares)) {
      at -= share
      if (at < 0) return key
    }
    return Object.keys(shares)[0]!
  }
}
