import type { OpeningHours } from '../../calendars/contract.ts'

/** A skill that a case asks for. Required ones never relax; optional ones do; welcome ones are an advantage and exclude nobody. */
export interface WantedSkill {
  id: string
  name: string
  level: number
  need: 'required' | 'optional' | 'welcome'
  /** Why it is asked for: "the rule French customers", "it is in French". */
  because: string
}

export interface HeldSkill {
  id: string
  level: number
  /** The last day on which it counts. */
  until: string | null
  expired: boolean
}

/** What routing knows about one person when it decides. `load` and `weight` share the unit of `capacity`. */
export interface CandidateFacts {
  id: string
  name: string
  /** 0: asked from the beginning; n: of the nth team that is asked after a while. */
  step: number
  assignable: boolean
  status: 'online' | 'away' | 'busy' | 'off'
  /** Absence in words ("on leave until 30 Nov"), null when present. */
  absent: string | null
  /** When that absence ends by itself, where it is known (epoch ms). */
  backAt: number | null
  load: number
  capacity: number
  skills: readonly HeldSkill[]
  lastAssignedAt: Date | null
}

export interface QueueFacts {
  id: string
  name: string
  method: 'spare_number' | 'spare_share' | 'round_robin'
  mode: 'push' | 'offer' | 'pull'
  /** The opening hours in which the times of waiting count; null: around the clock. */
  hours: OpeningHours | null
  relaxMinutes: number
  fallbackMinutes: number
  /** Asked one after another, in this order. */
  fallbackTeams: readonly { id: string; name: string }[]
  dutyHolder: { id: string; name: string }
}

/** How somebody passed a case on: declined an offer or let it run out, gave it back, or had it taken back by somebody else. */
export type Passed = 'declined' | 'timed_out' | 'gave_back' | 'taken_back'

/** What routing knows about a case. */
export interface CaseFacts {
  weight: number
  skills: readonly WantedSkill[]
  /** Since when it waits for an owner this time: relaxation counts from here (epoch ms). */
  waitingSince: number
  /** When the duty holder is told (epoch ms). */
  dutyAt: number
  /** Whom to prefer if they are eligible, the first one first. */
  sticky: readonly { id: string; because: string }[]
  /** Who is not asked again, by what they did with it. */
  declined: ReadonlyMap<string, Passed>
  /** Who may see it; null: everybody. */
  seenBy: ReadonlySet<string> | null
}

export interface RoutingFacts {
  queue: QueueFacts
  case: CaseFacts
  candidates: readonly CandidateFacts[]
}
