import type { RoutingFacts, WantedSkill } from './facts.ts'
import type { Ahead } from './relaxation.ts'
import type { RoutingResult } from './route.ts'
import { becauseWords, excludedWords, hasWords, unmetWords } from './words.ts'

export interface KeptCandidate {
  id: string
  name: string
  eligible: boolean
  excluded: string[]
  load: number
  capacity: number
  spare: number
  skillFit: number
  step: number
  lastAssignedAt: Date | string | null
  /** Of the skills that the case asks for, those held ("French 3"), and those that were missing and did not count. */
  has?: string[]
  unmet?: string[]
}

/** What a decision says beside who and why; left out where it was made before that was kept. */
export interface KeptDetail {
  rule?: { id: string; name: string; place: number; version: number } | null
  skills?: readonly WantedSkill[]
  relaxed?: { skills: boolean; teams: number }
  ahead?: readonly { at: string; kind: Ahead['kind']; text: string }[]
  offered?: boolean
}

export interface KeptDecision {
  because: string[]
  considered: KeptCandidate[]
  detail: KeptDetail
}

/** A decision as it is kept and shown: in words, with everybody considered, those who were eligible first. */
export function keptOf(
  facts: RoutingFacts,
  result: RoutingResult,
  { rule = null, offered = false }: { rule?: KeptDetail['rule']; offered?: boolean } = {},
): KeptDecision {
  const { skills } = facts.case
  return {
    because: becauseWords(facts, result),
    considered: result.considered.map((each) => ({
      id: each.person.id,
      name: each.person.name,
      eligible: each.against === 0,
      excluded: excludedWords(each, facts, result.stage),
      load: each.person.load,
      capacity: each.person.capacity,
      spare: each.spare,
      skillFit: each.fit,
      step: each.person.step,
      lastAssignedAt: each.person.lastAssignedAt,
      ...(skills.length > 0 && {
        has: hasWords(each.person, skills),
        unmet: each.against === 0 ? unmetWords(each.person, skills) : [],
      }),
    })),
    detail: {
      rule,
      skills,
      relaxed: {
        skills: !result.stage.optionalAsked && skills.some(({ need }) => need === 'optional'),
        teams: result.stage.steps,
      },
      ahead: result.ahead.map(({ at, kind, text }) => ({ at: new Date(at).toISOString(), kind, text })),
      ...(offered && { offered }),
    },
  }
}
