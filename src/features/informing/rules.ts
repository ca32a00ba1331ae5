import type { CaseTypeDefinition, Stage } from '../casetypes/contract.ts'

/** A letter about a stage leaves once a move can no longer be taken back in one breath. */
export const breathSeconds = 60

/** What is older is no news: after an outage, or in imported history, nobody is told of it. */
const newsMilliseconds = 3_600_000

/** Whether the customer is told that a case stands in a stage since an instant. Resolution has a letter of its own. */
export function tellsOf(stage: Stage | undefined, since: Date, now: Date): boolean {
  if (!stage?.tells || stage.status === 'resolved' || stage.status === 'closed') return false
  return now.getTime() - since.getTime() < newsMilliseconds
}

export interface InTouchFacts {
  status: string
  createdAt: Date
  /** The last public word of a person of ours, and the last letter of this kind. */
  lastWordsAt: readonly (Date | null)[]
}

/** Whether a word is owed: nothing moved for as long as the type names, and it is not the customer's turn. */
export function owesAWord(definition: CaseTypeDefinition, facts: InTouchFacts, now: Date): boolean {
  const { inTouch } = definition
  if (!inTouch || (facts.status !== 'new' && facts.status !== 'open' && facts.status !== 'on_hold')) return false
  const last = Math.max(facts.createdAt.getTime(), ...facts.lastWordsAt.map((at) => at?.getTime() ?? 0))
  return now.getTime() - last >= inTouch.hours * 3_600_000
}
