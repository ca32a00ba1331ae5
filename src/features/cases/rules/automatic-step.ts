import type { Named } from '../../../platform/shapes.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { pathOf, stageOf } from '../../casetypes/rules/stages.ts'
import { leadsTo } from '../../casetypes/rules/way.ts'

export interface StepFacts {
  definition: CaseTypeDefinition
  stage: string
  ownerId: string | null
  /** A message of the customer that nobody has answered yet. */
  unanswered: boolean
  answeredBefore: boolean
  /** What waits for somebody's word, the one asked for first before the others, with who decides it now. */
  approval: { title: string; deciders: readonly Named[]; dueAt: Date | null } | null
  /** The first task that can be begun. */
  task: { title: string; ownerId: string | null; team: string | null; dueAt: Date | null } | null
}

export interface AutomaticStep {
  text: string
  /** Null where a team is asked of which nobody has it. */
  personId: string | null
  dueAt: Date | null
}

/** Our message did not arrive: nothing but an answer that does, or a call, is the next step after that. */
export const undelivered = 'Our message could not be delivered: mend the address or call'

const firstAnswer = 'Read it and answer'
const nextAnswer = 'Answer the customer'
/** Steps that are the owner's, whoever that is. */
export const ownersSteps: readonly string[] = [firstAnswer, nextAnswer, undelivered]

/**
 * What is to be done next with a case on its path, as long as nobody says otherwise: the customer is answered first,
 * then whoever was asked decides, then the tasks of the stage come in their order, then it goes on.
 */
export function automaticStep(facts: StepFacts): AutomaticStep {
  const { definition, stage, ownerId, unanswered, answeredBefore, approval, task } = facts
  const own = (text: string) => ({ text, personId: ownerId, dueAt: null })
  if (unanswered) return own(answeredBefore ? nextAnswer : firstAnswer)
  if (approval) {
    const { title, deciders, dueAt } = approval
    const [first, ...others] = deciders
    return first && others.length === 0
      ? { text: `${first.name} decides: ${title}`, personId: first.id, dueAt }
      : { text: `${first ? `One of ${deciders.length}` : 'Somebody'} decides: ${title}`, personId: ownerId, dueAt }
  }
  if (task) {
    const free = task.ownerId === null && task.team !== null
    const text = free ? `${task.team}: ${task.title}` : task.title
    return { text, personId: free ? null : (task.ownerId ?? ownerId), dueAt: task.dueAt }
  }
  const here = stageOf(definition, stage)
  const next = here ? leadsTo(pathOf(definition), here) : []
  const onward = next.filter(({ status }) => status === 'new' || status === 'open')
  if (onward.length === 0) return own(next.length > 0 ? 'Resolve it' : (here?.label ?? 'Go on'))
  return own(`Go on to ${onward.map(({ label }) => label).join(' or ')}`)
}
