import type { Context } from '../../../platform/context.ts'
import { fieldWords, nameKey, valueWords } from '../../cases/rules/condition-words.ts'
import type { ConditionCheck } from '../../cases/rules/conditions.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import { namesOfValues } from '../store/timeline.ts'

/** Conditions with what they saw, with names in the place of ids and keys; fields are called as the type calls them. */
export async function inWords(
  ctx: Context,
  type: { id: string; version: number } | null,
  checks: readonly ConditionCheck[],
): Promise<(ConditionCheck & { label: string; values: string[]; saw: string[] })[]> {
  const names = await namesOfValues(ctx.db, checks)
  if (type && checks.some(({ field }) => field === 'custom')) {
    const { fields } = await definitionOf(ctx, type.id, type.version)
    for (const { key, label, choices } of fields) {
      names.set(nameKey(key), label)
      for (const choice of choices) names.set(nameKey(key, choice.key), choice.label)
    }
  }
  return checks.map((condition) => {
    const named = (list: readonly string[]) => list.map((value) => valueWords(condition, value, names))
    const { values, saw } = condition
    return { ...condition, label: fieldWords(condition, names), values: named(values), saw: named(saw) }
  })
}
