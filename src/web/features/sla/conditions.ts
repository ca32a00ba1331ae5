import type { Condition, ConditionField, SlaPolicy } from '../../../features/sla/contract.ts'

export const fieldNames: Record<ConditionField, string> = {
  type: 'type',
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

/** What a condition can look at today; contracts are not known to cases yet. */
export const conditionFields: ConditionField[] = [
  'type',
  'tier',
  'account',
  'vip',
  'channel',
  'team',
  'tag',
  'language',
]

/** The ways by which a case can have come. */
export const channels = ['email', 'form', 'portal', 'chat', 'phone', 'sms', 'messaging', 'api', 'agent']

/** A condition without a value holds for nobody, or for all: it was not finished. */
export const isWhole = (conditions: readonly Condition[]): boolean =>
  conditions.every(({ values }) => values.length > 0)

/** When a policy applies, in words; `names` tells what an id or key stands for. */
export function conditionWords(
  { conditions }: Pick<SlaPolicy, 'conditions'>,
  names: ReadonlyMap<string, string>,
): string {
  if (conditions.length === 0) return 'always'
  return conditions.map((condition) => oneOf(condition, names)).join(' and ')
}

function oneOf({ field, is, values }: Condition, names: ReadonlyMap<string, string>): string {
  const told = values.map((value) => names.get(value) ?? value).join(' or ')
  return `${fieldNames[field]} is ${is === 'none_of' ? 'not ' : ''}${told}`
}
