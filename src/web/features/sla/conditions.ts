import type { Condition, ConditionField, SlaPolicy } from '../../../features/sla/contract.ts'

const fields: Record<ConditionField, string> = {
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
  return `${fields[field]} is ${is === 'none_of' ? 'not ' : ''}${told}`
}
