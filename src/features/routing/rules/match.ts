import type { CandidateFacts, CaseFacts, QueueFacts } from './facts.ts'
import { type RoutingResult, route } from './route.ts'

export interface WaitingCase {
  id: string
  priority: 'low' | 'medium' | 'high' | 'critical'
  queuedAt: number
  dueAt: number | null
  breached: boolean
  facts: CaseFacts
}

export interface Match {
  case: WaitingCase
  result: RoutingResult
}

const rank = { critical: 0, high: 1, medium: 2, low: 3 } as const

/**
 * In which order a queue is worked: by priority and then by who waits longest, or by the nearest deadline with what is over
 * it first. A case keeps its place in time whoever had or declined it meanwhile.
 */
export function inOrder(takesFirst: 'priority' | 'deadline', a: WaitingCase, b: WaitingCase): number {
  if (takesFirst === 'deadline') {
    if (a.breached !== b.breached) return a.breached ? -1 : 1
    const due = (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER)
    if (due !== 0) return due
  }
  return rank[a.priority] - rank[b.priority] || a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1)
}

/**
 * Gives as many waiting cases as can be given at once, in the order of the queue: what one case is decided adds to the
 * load that the next one sees, and no case that can go now waits behind one that cannot. Ends after `most` were given. `now`
 * is epoch ms.
 */
export function matchWaiting(
  { takesFirst, ...queue }: QueueFacts & { takesFirst: 'priority' | 'deadline' },
  waiting: readonly WaitingCase[],
  people: readonly CandidateFacts[],
  now: number,
  most = Number.POSITIVE_INFINITY,
): Match[] {
  const candidates = people.map((person) => ({ ...person }))
  let given = 0
  return waiting
    .toSorted((a, b) => inOrder(takesFirst, a, b))
    .flatMap((each) => {
      if (given === most) return []
      const result = route({ queue, case: each.facts, candidates: candidates.map((one) => ({ ...one })) }, now)
      const winner = candidates.find(({ id }) => id === result.owner?.person.id)
      if (winner) {
        given++
        winner.load += each.facts.weight
        winner.lastAssignedAt = new Date(now)
      }
      return [{ case: each, result }]
    })
}
