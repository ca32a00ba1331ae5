import type { CaseFacts, QueueFacts } from './facts.ts'

/** How far a case that waits has come: whether optional skills are still asked for, and how many further teams are asked. */
export interface Stage {
  optionalAsked: boolean
  steps: number
}

export interface Ahead {
  /** Epoch ms. */
  at: number
  kind: 'skills' | 'team' | 'duty' | 'back'
  /** What happens, without when: "French relaxes". */
  text: string
}

const minute = 60_000

/**
 * What relaxes and when, the earliest first: optional skills, then the fallback teams one after another, then the duty
 * holder is told (domain rule 6). No team is asked before the optional skills are given up; required skills never relax.
 */
export function relaxations(queue: QueueFacts, subject: CaseFacts): Ahead[] {
  const optional = subject.skills.filter(({ need }) => need === 'optional')
  const skillsAt = subject.waitingSince + (optional.length > 0 ? queue.relaxMinutes * minute : 0)
  const skills: Ahead[] =
    optional.length > 0
      ? [{ at: skillsAt, kind: 'skills', text: `${optional.map(({ name }) => name).join(', ')} relaxes` }]
      : []
  const teams = queue.fallbackTeams.map(
    ({ name }, place): Ahead => ({
      at: Math.max(skillsAt, subject.waitingSince + (place + 1) * queue.fallbackMinutes * minute),
      kind: 'team',
      text: `${name} is asked too`,
    }),
  )
  const duty: Ahead = { at: subject.dutyAt, kind: 'duty', text: `${queue.dutyHolder.name} is told` }
  return [...skills, ...teams, duty].toSorted((a, b) => a.at - b.at)
}

/** The stage at an instant (epoch ms); a relaxation counts from its instant on. */
export function stageAt(queue: QueueFacts, subject: CaseFacts, now: number): Stage {
  const hasOptional = subject.skills.some(({ need }) => need === 'optional')
  const skillsAt = subject.waitingSince + (hasOptional ? queue.relaxMinutes * minute : 0)
  let steps = 0
  while (
    steps < queue.fallbackTeams.length &&
    now >= Math.max(skillsAt, subject.waitingSince + (steps + 1) * queue.fallbackMinutes * minute)
  )
    steps++
  return { optionalAsked: hasOptional && now < skillsAt, steps }
}
