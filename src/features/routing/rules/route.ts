import type { CandidateFacts, CaseFacts, QueueFacts, RoutingFacts } from './facts.ts'
import { type Ahead, relaxations, type Stage, stageAt } from './relaxation.ts'

/** Why somebody is not eligible, as bits: a decision looks at hundreds of people in microseconds, words come when asked for. */
export const against = {
  role: 1,
  sight: 2,
  absent: 4,
  status: 8,
  room: 16,
  declined: 32,
  skills: 64,
  step: 128,
} as const

/** One person as a decision looked at them. */
export interface Considered {
  person: CandidateFacts
  /** Bits of `against`; 0: eligible. */
  against: number
  spare: number
  /** Levels of the skills that the case asks for, or that are welcome, added up. */
  fit: number
}

export type Reason = 'sticky' | 'only' | 'room' | 'fit' | 'turn' | 'nobody' | 'pull'

export interface RoutingResult {
  owner: Considered | null
  reason: Reason
  /** In whose favour it was decided although others may have had more room. */
  stickyBecause: string | null
  second: Considered | null
  /** Everybody, worked out when it is asked for: who decides a thousand cases need not tell of each. */
  readonly considered: Considered[]
  stage: Stage
  /** What relaxes after this instant. */
  ahead: Ahead[]
  /** The next instant at which the answer may differ by time alone (epoch ms); null where somebody has it. */
  wakeAt: number | null
}

/** Nobody tells of everything: what waits is looked at again after so long at the latest. */
const lookAgainMilliseconds = 3_600_000

/**
 * Who gets a case (domain rule 6). A sticky owner first; else, among the eligible, most spare capacity by the method of
 * the queue, then skill fit, then longest since the last assignment, then id, so that equal facts always decide the same
 * way. Taking turns, the longest since the last assignment comes first. `now` is epoch ms.
 */
export function route(facts: RoutingFacts, now: number): RoutingResult {
  const { queue, case: subject, candidates } = facts
  const stage = stageAt(queue, subject, now)
  let best: Considered | null = null
  let second: Considered | null = null
  for (let place = 0; place < candidates.length; place++) {
    const person = candidates[place]!
    const judged = judge(person, subject, stage)
    if ((judged & allBits) !== 0) continue
    const each = { person, against: 0, spare: person.capacity - person.load, fit: judged >> bitCount }
    if (best === null || isPreferred(each, best, queue.method)) {
      second = best
      best = each
    } else if (second === null || isPreferred(each, second, queue.method)) second = each
  }
  let all: Considered[] | null = null
  const consideredAll = () => {
    all ??= candidates.map((person) => consider(person, subject, stage))
    return all
  }
  if (best === null || queue.mode === 'pull') {
    const ahead = comingUp(facts, consideredAll(), now)
    const reason = queue.mode === 'pull' ? ('pull' as const) : ('nobody' as const)
    const wakeAt = Math.min(ahead[0]?.at ?? Number.POSITIVE_INFINITY, now + lookAgainMilliseconds)
    return told(consideredAll, { owner: null, reason, stickyBecause: null, second, stage, ahead, wakeAt })
  }
  for (const { id, because } of subject.sticky) {
    const sticky = consideredAll().find(({ person, against: bits }) => bits === 0 && person.id === id)
    if (!sticky) continue
    const decided = { owner: sticky, reason: 'sticky', stickyBecause: because } as const
    return told(consideredAll, { ...decided, second, stage, ahead: [], wakeAt: null })
  }
  const reason = reasonFor(best, second, queue.method)
  return told(consideredAll, { owner: best, reason, stickyBecause: null, second, stage, ahead: [], wakeAt: null })
}

const told = (all: () => Considered[], decided: Omit<RoutingResult, 'considered'>): RoutingResult =>
  Object.defineProperty(decided, 'considered', { get: all, enumerable: true }) as RoutingResult

const bitCount = 8
const allBits = 2 ** bitCount - 1

function consider(person: CandidateFacts, subject: CaseFacts, stage: Stage): Considered {
  const judged = judge(person, subject, stage)
  return { person, against: judged & allBits, spare: person.capacity - person.load, fit: judged >> bitCount }
}

/** Bits of `against`, and above them the skill fit. */
function judge(person: CandidateFacts, subject: CaseFacts, stage: Stage): number {
  const spare = person.capacity - person.load
  let bits = 0
  if (!person.assignable) bits |= against.role
  if (subject.seenBy !== null && !subject.seenBy.has(person.id)) bits |= against.sight
  if (person.absent !== null) bits |= against.absent
  else if (person.status !== 'online') bits |= against.status
  // What weighs nothing still needs somebody who is not full.
  if (spare < (subject.weight > 1 ? subject.weight : 1)) bits |= against.room
  if (subject.declined.size > 0 && subject.declined.has(person.id)) bits |= against.declined
  if (person.step > stage.steps) bits |= against.step
  let fit = 0
  for (const wanted of subject.skills) {
    const level = levelOf(person, wanted.id)
    fit += level
    const asked = wanted.need === 'required' || (wanted.need === 'optional' && stage.optionalAsked)
    if (asked && level < wanted.level) bits |= against.skills
  }
  return bits | (fit << bitCount)
}

/** An expired skill does not count. */
export function levelOf({ skills }: Pick<CandidateFacts, 'skills'>, id: string): number {
  for (const held of skills) if (held.id === id) return held.expired ? 0 : held.level
  return 0
}

function isPreferred(a: Considered, b: Considered, method: QueueFacts['method']): boolean {
  const turn = waited(a, b)
  if (method === 'round_robin') {
    if (turn !== 0) return turn < 0
  } else {
    const room = roomOf(a, method) - roomOf(b, method)
    if (room > 1e-9 || room < -1e-9) return room > 0
  }
  if (a.fit !== b.fit) return a.fit > b.fit
  return turn !== 0 ? turn < 0 : a.person.id < b.person.id
}

/** Whoever was never given a case has waited longest. */
const waited = (a: Considered, b: Considered): number =>
  (a.person.lastAssignedAt?.getTime() ?? 0) - (b.person.lastAssignedAt?.getTime() ?? 0)

export const roomOf = ({ spare, person }: Considered, method: QueueFacts['method']): number =>
  method === 'spare_share' ? spare / Math.max(person.capacity, 1) : spare

function reasonFor(winner: Considered, second: Considered | null, method: QueueFacts['method']): Reason {
  if (!second) return 'only'
  if (method !== 'round_robin' && roomOf(winner, method) - roomOf(second, method) > 1e-9) return 'room'
  if (method === 'round_robin' && waited(winner, second) < 0) return 'turn'
  return winner.fit > second.fit ? 'fit' : 'turn'
}

const soonMilliseconds = 16 * 3_600_000

/** What time alone will change, the earliest first: relaxations, and people who are known to be back. */
function comingUp({ queue, case: subject }: RoutingFacts, considered: readonly Considered[], now: number): Ahead[] {
  const back = considered.flatMap(({ person, against: bits }): Ahead[] =>
    person.backAt !== null && person.backAt > now && (bits & ~(against.absent | against.step)) === 0
      ? [{ at: person.backAt, kind: 'back', text: `${person.name} is back` }]
      : [],
  )
  // Who is back in days is beside the point where somebody may come online or get room before, or be asked after a while.
  const inTheEnd: Stage = { optionalAsked: false, steps: queue.fallbackTeams.length }
  const isFar = ({ at }: Ahead) => at - now > soonMilliseconds
  const sooner =
    back.some(isFar) &&
    considered.some(({ person }) => {
      const bits = judge(person, subject, inTheEnd) & allBits
      return (bits & ~(against.status | against.room)) === 0 && person.capacity > 0
    })
  const first = back
    .filter((each) => !sooner || !isFar(each))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, 1)
  return [...relaxations(queue, subject), ...first].filter(({ at }) => at > now).toSorted((a, b) => a.at - b.at)
}
