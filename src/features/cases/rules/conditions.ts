import type { Condition, ConditionField } from '../contract/conditions.ts'
import { lowestFirst } from './priorities.ts'

/** What conditions look at. The values of the type's fields come as the case keeps them. */
export type ConditionFacts = Partial<Record<Exclude<ConditionField, 'custom'>, string | readonly string[] | null>> & {
  custom?: Readonly<Record<string, unknown>>
}

export interface ConditionCheck extends Condition {
  saw: readonly string[]
  held: boolean
}

/** Whether one condition holds, with what it saw. Words are the same however they are capitalised. */
export function checkCondition(condition: Condition, facts: ConditionFacts): ConditionCheck {
  const saw = seenBy(condition, facts)
  return { ...condition, saw, held: holds(condition, saw) }
}

/** Each condition with what it saw; all must hold, and none at all hold always. */
export function checkConditions(
  conditions: readonly Condition[],
  facts: ConditionFacts,
): { matched: boolean; conditions: ConditionCheck[] } {
  const checks = conditions.map((condition) => checkCondition(condition, facts))
  return { matched: checks.every(({ held }) => held), conditions: checks }
}

function seenBy({ field, key }: Condition, facts: ConditionFacts): readonly string[] {
  if (field === 'custom') return textsOf(facts.custom?.[key ?? ''])
  return textsOf(facts[field])
}

/** A value of a case as conditions name it: numbers as text, yes and no, each of several choices. */
function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return text.trim() ? [text] : []
}

/** What is not there is neither at least nor less than anything, and is none of all values. */
function holds({ field, is, values }: Condition, saw: readonly string[]): boolean {
  if (is === 'one_of' || is === 'none_of') {
    const wanted = new Set(values.map(plain))
    return saw.some((value) => wanted.has(plain(value))) === (is === 'one_of')
  }
  const size = field === 'priority' ? (value: string) => lowestFirst.findIndex((each) => each === value) : Number
  const limit = size(values[0]!)
  return saw.some((value) => (is === 'at_least' ? size(value) >= limit : size(value) < limit))
}

/** Numbers that are the same are written the same: 5 and 5.00. */
function plain(value: string): string {
  const text = value.trim().toLowerCase()
  return /^-?\d{1,15}\.\d{1,4}$/.test(text) ? String(Number(text)) : text
}
