import type { ConditionField } from '../../cases/contract/conditions.ts'
import { checkConditions } from '../../cases/rules/conditions.ts'
import { lowestFirst } from '../../cases/rules/priorities.ts'
import type { RuleDefinition } from '../contract/by-rule.ts'

/** What rules look at on a case, as it stands. */
export interface RuleFacts {
  level: number
  reopened: number
  /** Customer messages since anybody answered; those of machines do not count. */
  unanswered: number
  priority: string
  type: string
  product: string | null
  channel: string
  team: string
  queue: string | null
  account: string | null
  tier: string | null
  contract: string | null
  tags: readonly string[]
  language: string | null
  vip: boolean | null
  custom: unknown
}

type Looked = ConditionField | 'reopened' | 'unanswered'
type Asking = Pick<RuleDefinition, 'reopened' | 'unanswered' | 'conditions'>

export interface RuleDecision<R> {
  rule: R
  /** What was seen, in words. */
  because: string
}

/**
 * Of the rules that all hold and go beyond the level at which the case stands, the one with the highest level, the first
 * among equals; null where none does. A case that stands at a level is escalated to it by no rule again.
 */
export function escalationBy<R extends RuleDefinition>(rules: readonly R[], facts: RuleFacts): RuleDecision<R> | null {
  const due = rules.filter((rule) => rule.level > facts.level && holds(rule, facts))
  const [rule] = due.toSorted((a, b) => b.level - a.level)
  return rule ? { rule, because: seen(rule, facts) } : null
}

/** Whether it asks for anything at all; one that does not would escalate whatever comes. */
export const asksForSomething = ({ reopened, unanswered, conditions }: Asking): boolean =>
  reopened !== null || unanswered !== null || conditions.length > 0

/** Whether an event may have made a rule hold that did not hold before: it moved something that the rule looks at. */
export const isTouched = ({ reopened, unanswered, conditions }: Asking, moved: readonly Looked[] | 'all'): boolean =>
  moved === 'all' ||
  (reopened !== null && moved.includes('reopened')) ||
  (unanswered !== null && moved.includes('unanswered')) ||
  conditions.some(({ field }) => moved.includes(field))

/**
 * What an event moved that rules look at; null where that is nothing. What somebody took back stays back until something
 * new happens: a lowered priority or an answer of ours is not that.
 */
export function movedBy(name: string, content: Record<string, unknown>): readonly Looked[] | 'all' | null {
  if (name === 'case.opened') return content.asksRules === true ? 'all' : null
  if (name === 'case.reopened') return ['reopened', 'unanswered']
  // what a case opens with is asked of with the case
  if (name === 'message.received')
    return content.machine === true || content.bounce === true || content.opening === true ? null : ['unanswered']
  if (name === 'case.merged_in' || name === 'message.moved_in') return ['unanswered']
  if (name === 'case.priority_set') return rank(content.to) > rank(content.from) ? ['priority'] : null
  if (name === 'case.team_set') return ['team', 'queue']
  if (name === 'case.fields_set') return ['custom']
  if (name === 'case.changed') return ['account', 'tier', 'contract', 'tag', 'language', 'vip', 'type', 'product']
  return null
}

const rank = (priority: unknown): number => lowestFirst.findIndex((each) => each === priority)

function holds({ reopened, unanswered, conditions }: Asking, facts: RuleFacts): boolean {
  if (reopened !== null && facts.reopened < reopened) return false
  if (unanswered !== null && facts.unanswered < unanswered) return false
  const { tags, vip, custom, ...plain } = facts
  return checkConditions(conditions, {
    ...plain,
    tag: tags,
    vip: vip ? 'yes' : 'no',
    custom: (custom ?? {}) as Record<string, unknown>,
  }).matched
}

/** “reopened twice, tier Gold, high priority”; an id says nothing to people, so the rule's name tells of the rest. */
function seen({ reopened, unanswered, conditions }: Asking, facts: RuleFacts): string {
  const asked = new Set(conditions.map(({ field }) => field))
  const named = conditions.flatMap(({ field, is, values }) => (field === 'tag' && is === 'one_of' ? values : []))
  const tags = facts.tags.filter((tag) => named.includes(tag))
  const parts = [
    reopened !== null && `reopened ${times(facts.reopened)}`,
    unanswered !== null && `${messages(facts.unanswered)} of the customer without an answer`,
    asked.has('vip') && facts.vip && 'a VIP',
    asked.has('tier') && facts.tier && `tier ${facts.tier}`,
    asked.has('priority') && `${facts.priority} priority`,
    tags.length > 0 && `tagged ${tags.join(', ')}`,
  ]
  return parts.filter(Boolean).join(', ')
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
const messages = (count: number) => (count === 1 ? 'one message' : `${count} messages`)
