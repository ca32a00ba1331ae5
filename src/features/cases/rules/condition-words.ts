import type { Condition, ConditionField } from '../contract/conditions.ts'

export const fieldNames: Record<Exclude<ConditionField, 'custom'>, string> = {
  type: 'type',
  priority: 'priority',
  product: 'product',
  channel: 'channel',
  team: 'team',
  queue: 'queue',
  account: 'account',
  tier: 'tier',
  contract: 'contract',
  tag: 'tag',
  language: 'language',
  vip: 'VIP',
}

type Names = ReadonlyMap<string, string>
type Asked = Pick<Condition, 'field' | 'key'>

/** Under what name a map of names holds the label of a field of a type, or of one of its choices. */
export const nameKey = (key: string, choice?: string): string =>
  choice === undefined ? `custom:${key}` : `custom:${key}:${choice}`

/** What a condition looks at, in words; fields of types by their label. */
export const fieldWords = ({ field, key = '' }: Asked, names: Names): string =>
  field === 'custom' ? (names.get(nameKey(key)) ?? key) : fieldNames[field]

const languages = new Intl.DisplayNames('en', { type: 'language' })

/** A value of a condition in words: what an id, a key or a language stands for. */
export const valueWords = ({ field, key }: Asked, value: string, names: Names): string =>
  (key === undefined ? undefined : names.get(nameKey(key, value))) ??
  names.get(value) ??
  (field === 'language' && /^[a-z]{2,3}$/.test(value) ? languages.of(value) : undefined) ??
  value

/** How a condition compares. */
export function isWords({ field, is }: Pick<Condition, 'field' | 'is'>): string {
  if (is === 'at_least') return 'is at least'
  if (is === 'less_than') return field === 'priority' ? 'is lower than' : 'is less than'
  return is === 'one_of' ? 'is' : 'is not'
}

/** Conditions in one phrase, such as "type is Incident and priority is at least high"; empty where there are none. */
export const conditionsWords = (conditions: readonly Condition[], names: Names): string =>
  conditions
    .map((condition) => {
      const told = condition.values.map((value) => valueWords(condition, value, names)).join(' or ')
      return `${fieldWords(condition, names)} ${isWords(condition)} ${told}`
    })
    .join(' and ')
