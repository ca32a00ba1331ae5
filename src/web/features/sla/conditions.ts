import type { ConditionField } from '../../../features/cases/contract/conditions.ts'
import { conditionsWords } from '../../../features/cases/rules/condition-words.ts'
import type { SlaPolicy } from '../../../features/sla/contract.ts'

/** What a policy can ask of a case, besides the fields of its form. */
export const offeredConditions: Exclude<ConditionField, 'custom'>[] = [
  'tier',
  'account',
  'contract',
  'vip',
  'type',
  'priority',
  'product',
  'channel',
  'team',
  'tag',
  'language',
]

/** When a policy applies, in words. */
export const whenApplied = (
  { conditions }: Pick<SlaPolicy, 'conditions'>,
  names: ReadonlyMap<string, string>,
): string => conditionsWords(conditions, names) || 'always'
