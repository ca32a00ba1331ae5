import { type ConditionCheck, type ConditionFacts, checkCondition } from '../../cases/rules/conditions.ts'
import { wordsIn } from '../../people/rules/skills.ts'
import type { IntakeCondition, IntakeRule } from '../contract/rules.ts'

/** What is known of a case when it comes in. */
export interface IntakeFacts extends ConditionFacts {
  contact: string | null
  mailbox: string | null
  /** Subject and first message. */
  text: string
  /** What words speak of which skill: they stand with the skill, once for all rules. */
  skills: readonly { id: string; words: readonly string[] }[]
  /** Calendars that are open at that moment. */
  open: readonly string[]
}

export interface RuleCheck {
  id: string
  name: string
  /** In the list, from 1 on. */
  place: number
  matched: boolean
  conditions: (IntakeCondition & { saw: string[]; heard?: string[]; held: boolean })[]
}

/** The first rule whose conditions all hold, with what each one that was tried saw; disabled ones are passed over. */
export function matchRule(
  facts: IntakeFacts,
  rules: readonly IntakeRule[],
): { rule: (IntakeRule & { place: number }) | null; tried: RuleCheck[] } {
  const tried: RuleCheck[] = []
  const says = wordsIn(facts.text)
  for (const [at, rule] of rules.entries()) {
    if (rule.disabled) continue
    const conditions = rule.conditions.map((condition) => check(condition, facts, says))
    const matched = conditions.every(({ held }) => held)
    tried.push({ id: rule.id, name: rule.name, place: at + 1, matched, conditions })
    if (matched) return { rule: { ...rule, place: at + 1 }, tried }
  }
  return { rule: null, tried }
}

function check(
  condition: IntakeCondition,
  facts: IntakeFacts,
  says: (word: string) => boolean,
): RuleCheck['conditions'][number] {
  const { field } = condition
  if (field === 'skill') return checkSkill(condition, facts, says)
  const saw =
    field === 'words'
      ? condition.values.filter(says)
      : field === 'open'
        ? [...facts.open]
        : field === 'contact' || field === 'mailbox'
          ? facts[field] === null
            ? []
            : [facts[field]]
          : null
  if (saw === null) {
    const checked: ConditionCheck = checkCondition({ ...condition, field: field as ConditionCheck['field'] }, facts)
    return { ...condition, saw: [...checked.saw], held: checked.held }
  }
  const overlaps = saw.some((value) => condition.values.includes(value))
  return { ...condition, saw, held: overlaps === (condition.is === 'one_of') }
}

/** A skill is spoken of where one of its words stands in the text. */
function checkSkill(
  condition: IntakeCondition,
  { skills }: IntakeFacts,
  says: (word: string) => boolean,
): RuleCheck['conditions'][number] {
  const spoken = skills
    .filter(({ id }) => condition.values.includes(id))
    .map(({ id, words }) => ({ id, word: words.find(says) }))
    .filter(({ word }) => word !== undefined)
  return {
    ...condition,
    saw: spoken.map(({ id }) => id),
    heard: spoken.map(({ word }) => word!),
    held: spoken.length > 0 === (condition.is === 'one_of'),
  }
}
