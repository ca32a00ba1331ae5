import { conditionsWords } from '../../../features/cases/rules/condition-words.ts'
import type { RuleDefinition } from '../../../features/escalations/contract/by-rule.ts'

type Names = ReadonlyMap<string, string>

/** “When a case was reopened at least twice and priority is at least high”. */
export function whenSaid({ reopened, unanswered, conditions }: RuleDefinition, names: Names): string {
  const parts = [
    reopened !== null && `a case was reopened at least ${times(reopened)}`,
    unanswered !== null && `the customer wrote ${times(unanswered)} without an answer`,
    conditions.length > 0 && conditionsWords(conditions, names),
  ].filter((part) => part !== false)
  return `When ${parts.join(' and ')}`
}

/** “the lead of its team is told”, “Priya Nair takes it over”. */
export function thenSaid({ to, how }: RuleDefinition, names: Names): string {
  const whom = to.who === 'lead' ? 'the lead of its team' : (names.get(to.id) ?? 'somebody who is not there any more')
  return how === 'hand_over' ? `${whom} takes it over` : `${whom} is told`
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
