import type { Named } from '../../../platform/shapes.ts'
import type { StepPeople } from '../contract/steps.ts'

/** Somebody who may hear of a case, and what they are to it. */
export interface Candidate extends Named {
  who: StepPeople['who']
  /** The person or team that a step names itself. */
  ofId: string | null
}

/** Who is told of a step, each once; the lead of the case's team where it reaches nobody. */
export function toldOf(people: readonly StepPeople[], candidates: readonly Candidate[]): Named[] {
  const reached = people.flatMap((each) => candidates.filter((candidate) => matches(candidate, each)))
  const told = reached.length > 0 ? reached : candidates.filter(({ who }) => who === 'team_lead')
  return [...new Map(told.map(({ id, name }) => [id, { id, name }])).values()]
}

/** The person or team that a step names; null where it names none. */
export const idIn = (people: StepPeople): string | null =>
  people.who === 'person' ? people.personId : people.who === 'lead_of' ? people.teamId : null

const matches = ({ who, ofId }: Candidate, people: StepPeople): boolean => who === people.who && ofId === idIn(people)
