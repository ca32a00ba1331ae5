import { type CarriedFacts, type CarrierFacts, lacking, losing, takesRoom } from './plan.ts'

export interface Proposal {
  moves: { caseId: string; toId: string; because: string }[]
  /** Why these and no others, or why none. */
  because: string[]
}

/** Proposed at once; who wants more looks again afterwards. */
const mostMoves = 40
/** Shares of capacity this close count as even: a customer is not handed on for less. */
const evenWithin = 0.15

/**
 * The fewest moves that even out a team: from whoever is absent or carries more than fits, then from the fullest to the
 * emptiest, as long as a move brings the two closer. Cases that nobody has begun go first, then those whose customer was
 * not answered yet, then those that their owner has had for the shortest time; last of all those on which the owner waits
 * for a colleague's word. Nobody is proposed who lacks a skill that the case asks for, nor its language where whoever has
 * it speaks that, unless they are gone; and what waits for somebody else stays, because it takes no room.
 */
export function rebalance(cases: readonly CarriedFacts[], people: readonly CarrierFacts[]): Proposal {
  const loads = new Map(people.map(({ id, load }) => [id, load]))
  const takers = people.filter((person) => person.takesCases && person.absent === null && person.status === 'online')
  if (takers.length === 0) return { moves: [], because: ['Nobody of the team is here to take anything.'] }
  const share = ({ id, capacity }: CarrierFacts, more = 0) => (loads.get(id)! + more) / Math.max(capacity, 1)
  /** Whether the two end up closer, and the giver not emptier than the taker; one who carries too much gives anyway. */
  const evens = (giver: CarrierFacts, taker: CarrierFacts, weight: number): boolean => {
    if (share(giver) - share(taker) < evenWithin || share(taker, weight) >= share(giver)) return false
    return overfull(giver, loads) || share(giver, -weight) >= share(taker, weight) - 1e-9
  }
  const pool = cases.filter((each) => each.ownerId !== null && takesRoom(each)).toSorted(leastBegun)
  const moved = new Set<string>()
  const moves: Proposal['moves'] = []
  const step = (): boolean => {
    const givers = people.filter(({ id }) => pool.some((each) => each.ownerId === id && !moved.has(each.id)))
    for (const giver of givers.toSorted((a, b) => urgency(b, share(b)) - urgency(a, share(a)))) {
      for (const subject of pool) {
        if (subject.ownerId !== giver.id || moved.has(subject.id)) continue
        const taker = takers
          .filter(({ id, capacity }) => id !== giver.id && loads.get(id)! + subject.weight <= capacity)
          .filter((person) => person.teamIds.includes(subject.teamId) && lacking(subject, person).length === 0)
          .filter((person) => giver.gone || losing(subject, giver, person).length === 0)
          .toSorted(
            (a, b) =>
              losing(subject, giver, a).length - losing(subject, giver, b).length ||
              share(a) - share(b) ||
              (a.id < b.id ? -1 : 1),
          )[0]
        if (!taker) continue
        if (!giver.gone && !evens(giver, taker, subject.weight)) continue
        moves.push({ caseId: subject.id, toId: taker.id, because: reasonFor(giver, taker, loads) })
        loads.set(giver.id, loads.get(giver.id)! - subject.weight)
        loads.set(taker.id, loads.get(taker.id)! + subject.weight)
        moved.add(subject.id)
        return true
      }
    }
    return false
  }
  while (moves.length < mostMoves && step());
  return { moves, because: conclusion(people, takers, loads, moves.length) }
}

const rank = { critical: 0, high: 1, medium: 2, low: 3 } as const

const begunBy = ({ status, answered, asks }: CarriedFacts): number =>
  asks ? 3 : answered ? 2 : status === 'new' ? 0 : 1

/** The customer loses least where nobody has begun; among those the less pressing ones, so that what burns stays put. */
function leastBegun(a: CarriedFacts, b: CarriedFacts): number {
  const begun = begunBy(a) - begunBy(b)
  if (begun !== 0) return begun
  const later = (b.ownedSince?.getTime() ?? 0) - (a.ownedSince?.getTime() ?? 0)
  return later || rank[b.priority] - rank[a.priority] || (a.id < b.id ? -1 : 1)
}

/** Absent people first, then by how full somebody is. */
const urgency = (person: CarrierFacts, share: number): number => (person.gone ? 1000 : 0) + share

const overfull = ({ id, capacity }: CarrierFacts, loads: ReadonlyMap<string, number>): boolean =>
  loads.get(id)! > capacity

function reasonFor(giver: CarrierFacts, taker: CarrierFacts, loads: ReadonlyMap<string, number>): string {
  const room = `${taker.name} has room for ${taker.capacity - loads.get(taker.id)!} more`
  if (giver.gone) return `${giver.name}: ${giver.absent}; ${room}`
  return `${giver.name} carries ${loads.get(giver.id)} of ${giver.capacity}; ${room}`
}

function conclusion(
  people: readonly CarrierFacts[],
  takers: readonly CarrierFacts[],
  loads: ReadonlyMap<string, number>,
  moves: number,
): string[] {
  const left = people.filter((person) => overfull(person, loads))
  const still = left.map(({ id, name, capacity }) => {
    const room = takers.some((taker) => taker.id !== id && loads.get(taker.id)! < taker.capacity)
    const because = room ? 'nobody with room can take any more of it.' : 'nobody has room for more.'
    return `${name} still carries ${loads.get(id)} of ${capacity}: ${because}`
  })
  if (moves === mostMoves) return [`The first ${mostMoves} moves; look again afterwards.`, ...still]
  if (moves > 0) return still
  return still.length > 0 ? still : ['The load is even: no move would bring anybody closer.']
}
