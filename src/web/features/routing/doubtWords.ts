import type { IntakeRule, RuleDoubt } from '../../../features/routing/contract/rules.ts'
import { conditionText, type RuleNames } from './ruleWords.ts'

/** Why a rule will never take a case, or what it names that is gone. */
export function doubtWords(doubt: RuleDoubt, rules: readonly IntakeRule[], names: RuleNames): string {
  const { conditions = [] } = rules.find(({ id }) => id === doubt.ruleId) ?? {}
  const condition = conditions[doubt.condition ?? -1]
  const other = conditions[doubt.against ?? -1]
  const earlier = doubt.place === null ? undefined : rules[doubt.place - 1]
  if (earlier) return `Never reached: rule ${doubt.place}, ${earlier.name}, takes every case that it would take.`
  if (condition && other)
    return `Never matches: “${conditionText(condition, names.conditions)}” and “${conditionText(other, names.conditions)}” exclude each other.`
  const told = doubt.values.map((value) => `“${names.conditions.get(value) ?? value}”`).join(', ')
  const because =
    condition?.field === 'skill'
      ? `${told} ${doubt.values.length === 1 ? 'has' : 'have'} no words, or ${doubt.values.length === 1 ? 'is' : 'are'} gone`
      : `${told} ${doubt.values.length === 1 ? 'stands' : 'stand'} in no list`
  return doubt.kind === 'never' ? `Never matches: ${because}.` : `Asks for what is not there: ${because}.`
}
