import type { Context } from '../../../platform/context.ts'
import { offerNoLonger } from '../../casetypes/actions/offer.ts'
import * as escalations from '../../escalations/actions/rules.ts'
import { listRules, saveRules } from '../../routing/actions/rules.ts'
import { intakeRules } from '../rules/company/routing.ts'
import * as store from '../store/lent.ts'

/**
 * In a house with cases of its own the demo company decides nothing about these: types that were not offered are not, and
 * the rules that it brought are there to be looked at, switched off.
 */
export async function standAside(ctx: Context, lent: readonly string[]): Promise<void> {
  await offerNoLonger(ctx, [...lent, ...(await store.demoTypes(ctx.db))])
  const brought = new Set(intakeRules.map(({ id }) => id))
  const { version, rules } = await listRules(ctx)
  const off = rules.map((rule) => (brought.has(rule.id) ? { ...rule, disabled: true } : rule))
  await saveRules(ctx, { version, rules: off })
  const ids = await store.demoEscalationRules(ctx.db)
  for (const rule of await escalations.listRules(ctx)) {
    if (!ids.has(rule.id)) continue
    await escalations.changeRule(ctx, rule.id, { version: rule.version, disabled: true, applyNow: false })
  }
}
