import { fieldWords, valueWords } from '../../../features/cases/rules/condition-words.ts'
import type { IntakeCondition, IntakeRule } from '../../../features/routing/contract/rules.ts'
import { wayWords } from '../cases/conditions/asked.ts'

/** Where the sheet of a rule begins. */
export type RuleSlot = 'conditions' | 'queueId' | 'skills' | 'priority'

/** A piece of a sentence; one with a slot can be changed. */
export interface RulePart {
  text: string
  slot?: RuleSlot
}

export interface RuleNames {
  /** What an id or key in a condition stands for. */
  conditions: ReadonlyMap<string, string>
  queues: ReadonlyMap<string, string>
  skills: ReadonlyMap<string, string>
}

/** A rule as it is read aloud: “If type is Incident and the message has leak, to Technical support.” */
export function ruleSentence({ conditions, queueId }: IntakeRule, names: RuleNames): RulePart[] {
  const asked = conditions.flatMap((condition, at) => [
    ...(at > 0 ? [{ text: ' and ' }] : []),
    ...conditionParts(condition, names.conditions),
  ])
  const queue: RulePart = { text: names.queues.get(queueId) ?? 'a queue that is gone', slot: 'queueId' }
  if (asked.length === 0) return [{ text: 'every case', slot: 'conditions' }, { text: ' to ' }, queue, { text: '.' }]
  return [{ text: 'If ' }, ...asked, { text: ', to ' }, queue, { text: '.' }]
}

function conditionParts(condition: IntakeCondition, names: ReadonlyMap<string, string>): RulePart[] {
  const { field, values } = condition
  const way = wayWords(condition)
  const told = values.map((value) => (field === 'words' ? `“${value}”` : valueWords(condition as never, value, names)))
  const what: RulePart = { text: told.join(' or '), slot: 'conditions' }
  if (field === 'words' || field === 'skill') return [{ text: `the message ${way} ` }, what]
  if (field === 'open') return [what, { text: ` ${way}` }]
  const name = field === 'contact' || field === 'mailbox' ? field : fieldWords({ ...condition, field }, names)
  return [{ text: name, slot: 'conditions' }, { text: ` ${way} ` }, what]
}

const needWords = { required: 'requires', optional: 'asks at first for', welcome: 'welcomes' } as const

/** The skills that a case asks for, each with how much: “French 3 (at first), English 1 (welcome)”. */
export const askedSkills = (skills: readonly { name: string; level: number; need: keyof typeof needWords }[]): string =>
  skills.map(({ name, level, need }) => `${name} ${level} (${need === 'optional' ? 'at first' : need})`).join(', ')

/** What a rule sets beside the queue: “requires Billing 2, asks at first for French 3; priority becomes high”. */
export function ruleExtras({ skills, priority }: IntakeRule, names: RuleNames): RulePart[] {
  const asked = skills.map(({ id, level, need }) => `${needWords[need]} ${names.skills.get(id) ?? 'a skill'} ${level}`)
  return [
    ...(asked.length > 0 ? [{ text: asked.join(', '), slot: 'skills' as const }] : []),
    ...(priority ? [{ text: `priority becomes ${priority}`, slot: 'priority' as const }] : []),
  ]
}

export const textOf = (parts: readonly { text: string }[]): string => parts.map(({ text }) => text).join('')

type Tried = IntakeCondition & { saw: readonly string[]; heard?: readonly string[] | undefined; held: boolean }

/** The rules as a numbered list of sentences. */
export const listedRules = (rules: readonly IntakeRule[], names: RuleNames): string =>
  rules.map((rule, at) => `${at + 1}. ${rule.name}: ${textOf(ruleSentence(rule, names))}`).join('\n')

/** Why a rule was passed over, by the first of its conditions that did not hold; what it asks for where it matched. */
export function triedWords(conditions: readonly Tried[], names: ReadonlyMap<string, string>): string {
  const failed = conditions.find(({ held }) => !held)
  if (failed) return failedWords(failed, names)
  if (conditions.length === 0) return 'every case'
  return conditions
    .map((condition) =>
      condition.field === 'skill' && condition.heard?.length
        ? `the message has ${heardWords(condition, names)}`
        : conditionText(condition, names),
    )
    .join(' and ')
}

/** One condition as it stands in the sentence of its rule. */
export const conditionText = (condition: IntakeCondition, names: ReadonlyMap<string, string>): string =>
  textOf(conditionParts(condition, names))

/** “pump” of Pumps. */
const heardWords = ({ saw, heard = [] }: Tried, names: ReadonlyMap<string, string>): string =>
  saw.map((id, at) => `“${heard[at]}” of ${names.get(id) ?? 'a skill'}`).join(' and ')

function failedWords(condition: Tried, names: ReadonlyMap<string, string>): string {
  const { field, is, values, saw } = condition
  const told = (list: readonly string[]) =>
    list.map((value) => (field === 'words' ? `“${value}”` : valueWords(condition as never, value, names))).join(' or ')
  if (field === 'skill')
    return is === 'one_of'
      ? `no word of ${told(values)} in the message`
      : `the message has ${heardWords(condition, names)}`
  if (field === 'words') return is === 'one_of' ? `no ${told(values)} in the message` : `the message has ${told(saw)}`
  if (field === 'open') return `${told(values)} is ${is === 'one_of' ? 'closed' : 'open'}`
  const name = field === 'contact' || field === 'mailbox' ? field : fieldWords({ ...condition, field }, names)
  if (saw.length === 0) return `no ${name}`
  if (is === 'none_of') return `${name} is ${told(saw)}`
  const beside = { one_of: 'not', at_least: 'lower than', less_than: 'not lower than' }[is]
  return `${name} is ${told(saw)}, ${beside} ${told(values)}`
}
