/** What routing knows about one person when it decides. `load` and `weight` share the unit of `capacity`. */
export interface CandidateFacts {
  id: string
  name: string
  assignable: boolean
  status: 'online' | 'away' | 'busy' | 'off'
  /** Absence in words ("on leave until 30 Nov"), null when present. */
  absent: string | null
  load: number
  capacity: number
  skills: readonly { name: string; level: number }[]
  declined: boolean
  maySee: boolean
  lastAssignedAt: Date | null
}

export interface RoutingFacts {
  queue: { id: string; name: string; method: 'spare_number' | 'spare_share' | 'round_robin' }
  weight: number
  /** Skill words of the case; each is an advantage, none is a condition. */
  skills: readonly string[]
  sticky: { id: string; because: string } | null
  candidates: readonly CandidateFacts[]
}

export interface ConsideredCandidate {
  id: string
  name: string
  eligible: boolean
  excluded: string[]
  load: number
  capacity: number
  spare: number
  skillFit: number
  lastAssignedAt: Date | null
}

export interface RoutingResult {
  owner: { id: string; name: string } | null
  /** Sentences, the most decisive first. */
  because: string[]
  considered: ConsideredCandidate[]
}

/**
 * Who gets a case, and why (domain rule 6): a sticky owner first; else, among the eligible, most spare capacity,
 * then skill fit, then longest since the last assignment, then id so that equal facts always decide the same way.
 */
export function route(facts: RoutingFacts): RoutingResult {
  const considered = facts.candidates.map((candidate) => consider(candidate, facts))
  const eligible = considered.filter((candidate) => candidate.eligible)
  const sticky = eligible.find((candidate) => candidate.id === facts.sticky?.id)
  if (sticky)
    return {
      owner: nameOf(sticky),
      because: [`${facts.sticky!.because} and has room for ${sticky.spare} more`],
      considered,
    }
  const [winner, second] = eligible.toSorted((a, b) => byPreference(a, b, facts))
  if (!winner) {
    const because =
      considered.length === 0
        ? [`${facts.queue.name} has no members`]
        : [`nobody in ${facts.queue.name} can take it now`, ...reasonsAgainst(considered)]
    return { owner: null, because, considered }
  }
  return { owner: nameOf(winner), because: reasonsFor(winner, second, facts), considered }
}

function consider(candidate: CandidateFacts, facts: RoutingFacts): ConsideredCandidate {
  const spare = candidate.capacity - candidate.load
  const excluded = [
    ...(candidate.assignable ? [] : ['their role takes no cases']),
    ...(candidate.maySee ? [] : ['may not see this case']),
    ...(candidate.absent ? [candidate.absent] : []),
    ...(candidate.absent || candidate.status === 'online' ? [] : [statusWords[candidate.status]]),
    ...(spare >= Math.max(facts.weight, 1) ? [] : [`carries ${candidate.load} of ${candidate.capacity}, no room`]),
    ...(candidate.declined ? ['declined it'] : []),
  ]
  return {
    id: candidate.id,
    name: candidate.name,
    eligible: excluded.length === 0,
    excluded,
    load: candidate.load,
    capacity: candidate.capacity,
    spare,
    skillFit: skillFit(candidate, facts.skills),
    lastAssignedAt: candidate.lastAssignedAt,
  }
}

const statusWords = { away: 'is away', busy: 'is busy', off: 'is off' } as const

function skillFit(candidate: CandidateFacts, wanted: readonly string[]): number {
  return candidate.skills.reduce((sum, skill) => sum + (wanted.includes(skill.name.toLowerCase()) ? skill.level : 0), 0)
}

function byPreference(a: ConsideredCandidate, b: ConsideredCandidate, { queue }: RoutingFacts): number {
  const room = roomOf(b, queue.method) - roomOf(a, queue.method)
  if (queue.method !== 'round_robin' && Math.abs(room) > 1e-9) return room
  if (a.skillFit !== b.skillFit) return b.skillFit - a.skillFit
  const waited = (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0)
  return waited !== 0 ? waited : a.id < b.id ? -1 : 1
}

const roomOf = (candidate: ConsideredCandidate, method: RoutingFacts['queue']['method']): number =>
  method === 'spare_share' ? candidate.spare / Math.max(candidate.capacity, 1) : candidate.spare

function reasonsFor(
  winner: ConsideredCandidate,
  second: ConsideredCandidate | undefined,
  facts: RoutingFacts,
): string[] {
  const room = `room for ${winner.spare} more (${winner.load} of ${winner.capacity})`
  if (!second) return [`the only one in ${facts.queue.name} who can take it, ${room}`]
  if (facts.queue.method !== 'round_robin' && roomOf(winner, facts.queue.method) > roomOf(second, facts.queue.method)) {
    return [`most room in ${facts.queue.name}: ${room}`]
  }
  if (winner.skillFit > second.skillFit) return [`best skills for it in ${facts.queue.name}`, room]
  return [`longest without a new case in ${facts.queue.name}`, room]
}

const reasonsAgainst = (considered: readonly ConsideredCandidate[]): string[] =>
  considered.map((candidate) => `${candidate.name}: ${candidate.excluded.join(', ')}`)

const nameOf = ({ id, name }: ConsideredCandidate) => ({ id, name })
