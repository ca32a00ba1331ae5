import type { OpeningHours } from '../../calendars/contract.ts'
import { dueAt } from '../../calendars/rules.ts'
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
 * So many minutes after an instant (epoch ms), around the clock or in opening hours. Hours that never open again count around
 * the clock: nobody waits in silence (domain rule 6).
 */
export function minutesAfter(start: number, minutes: number, hours: OpeningHours | null): number {
  const aroundTheClock = start + minutes * minute
  return hours === null ? aroundTheClock : (dueAt(hours, start, minutes * 60).due ?? aroundTheClock)
}

const skillsRelaxAt = (
  { relaxMinutes, hours }: QueueFacts,
  { waitingSince }: CaseFacts,
  hasOptional: boolean,
): number => (hasOptional ? minutesAfter(waitingSince, relaxMinutes, hours) : waitingSince)

/** No team is asked before the optional skills are given up. */
const teamAskedAt = (
  { fallbackMinutes, hours }: QueueFacts,
  { waitingSince }: CaseFacts,
  skillsAt: number,
  step: number,
) => Math.max(skillsAt, minutesAfter(waitingSince, step * fallbackMinutes, hours))

/**
 * What relaxes and when, the earliest first: optional skills, then the fallback teams one after another, then the duty
 * holder is told (domain rule 6). Required skills never relax.
 */
export function relaxations(queue: QueueFacts, subject: CaseFacts): Ahead[] {
  const optional = subject.skills.filter(({ need }) => need === 'optional')
  const skillsAt = skillsRelaxAt(queue, subject, optional.length > 0)
  const skills: Ahead[] =
    optional.length > 0
      ? [{ at: skillsAt, kind: 'skills', text: `${optional.map(({ name }) => name).join(', ')} relaxes` }]
      : []
  const teams = queue.fallbackTeams.map(
    ({ name }, place): Ahead => ({
      at: teamAskedAt(queue, subject, skillsAt, place + 1),
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
  const skillsAt = skillsRelaxAt(queue, subject, hasOptional)
  let steps = 0
  while (steps < queue.fallbackTeams.length && now >= teamAskedAt(queue, subject, skillsAt, steps + 1)) steps++
  return { optionalAsked: hasOptional && now < skillsAt, steps }
}
