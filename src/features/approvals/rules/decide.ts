export interface Vote {
  id: string
  personId: string
  name: string
  standIn: { id: string; name: string } | null
  position: number
  decision: 'approved' | 'rejected' | null
}

export interface ApprovalFacts {
  /** How many have to agree. */
  needed: number
  inOrder: boolean
  votes: readonly Vote[]
  dueAt: Date | null
  /** Why it counts for nothing any more. */
  voided: string | null
}

export type ApprovalState = 'waiting' | 'approved' | 'rejected' | 'void'

export interface Standing {
  state: ApprovalState
  /** Whose word is waited for now; in order, only the next one's. */
  next: Vote[]
  overdue: boolean
  because: string[]
}

/**
 * How an approval stands. It is approved once enough agreed, and rejected once so many refused that not enough are
 * left; due exactly at the limit is in time. In order, nobody is asked before those who stand before them.
 */
export function decide({ needed, inOrder, votes, dueAt, voided }: ApprovalFacts, now: Date): Standing {
  const over = { next: [], overdue: false }
  if (voided !== null) return { ...over, state: 'void', because: [voided] }
  const agreed = votes.filter(({ decision }) => decision === 'approved')
  const refused = votes.filter(({ decision }) => decision === 'rejected')
  const enough = `${needed} of ${votes.length} ${needed === 1 ? 'is' : 'are'} enough`
  const counted = votes.length > needed ? `${agreed.length} agreed, ${enough}` : `${agreed.length} of ${needed} agreed`
  if (agreed.length >= needed) return { ...over, state: 'approved', because: [counted] }
  const left = votes.length - refused.length
  if (refused.length > 0 && left < needed) {
    const missing = needed === votes.length ? [] : [`${left} of the ${needed} who are needed are left`]
    return { ...over, state: 'rejected', because: [`refused by ${namesOf(refused)}`, ...missing] }
  }
  const open = votes.filter(({ decision }) => decision === null).toSorted((a, b) => a.position - b.position)
  const next = inOrder ? open.slice(0, 1) : open
  const short =
    left < needed ? [`${needed} have to agree, and ${left || 'nobody'} may: somebody else has to be asked`] : []
  const waits = next.length > 0 ? [`waits for ${namesOf(next)}`] : []
  return {
    state: 'waiting',
    next,
    overdue: dueAt !== null && now > dueAt,
    because: [...(needed > 1 ? [counted] : []), ...waits, ...short],
  }
}

/** Who decides a vote: whoever was asked, or who stands in for them. */
const deciderOf = (vote: Vote): string => vote.standIn?.name ?? vote.name
const namesOf = (votes: readonly Vote[]): string => votes.map(deciderOf).join(', ')

export type MayDecide = { ok: true; vote: Vote } | { ok: false; because: string }

export interface Decider {
  id: string
  /** Those who asked for it, or last set what is approved. */
  barred: readonly string[]
  selfCheck: boolean
}

/** Somebody said a word, in this round or the one before, so whoever asked no longer takes it back: what is decided stands. */
export const wasAnswered = ({ round, votes }: { round: number; votes: readonly Pick<Vote, 'decision'>[] }): boolean =>
  round > 1 || votes.some(({ decision }) => decision !== null)

/** Which vote somebody may cast now: their own before one that they cast for another. */
export function mayDecide(facts: ApprovalFacts, { id, barred, selfCheck }: Decider, now: Date): MayDecide {
  const { state, next, because } = decide(facts, now)
  if (state !== 'waiting') return { ok: false, because: `it is ${state}: ${because.join(', ')}` }
  if (barred.includes(id) && !selfCheck)
    return { ok: false, because: 'nobody approves what they asked for or changed themselves' }
  const theirs = (votes: readonly Vote[]) =>
    votes.find(({ personId }) => personId === id) ?? votes.find(({ standIn }) => standIn?.id === id)
  const vote = theirs(next)
  if (vote) return { ok: true, vote }
  const mine = theirs(facts.votes)
  if (!mine) return { ok: false, because: 'somebody else was asked' }
  return { ok: false, because: mine.decision ? 'you have decided already' : `${namesOf(next)} comes first` }
}
