import type { Context } from '../../../platform/context.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { Requirement } from '../contract/case-row.ts'
import { canResolve, type Resolution } from '../rules/gates.ts'
import { casesAtGates } from '../store/gates.ts'
import { gateFactsOf } from './load.ts'

/** What the closure gate of each case would still ask for, were it resolved like this; cases that the actor may not see are left out. */
export async function whatResolvingLacks(
  ctx: Context,
  resolutions: ReadonlyMap<string, Resolution>,
): Promise<Map<string, Requirement[]>> {
  const lacking = new Map<string, Requirement[]>()
  if (resolutions.size === 0) return lacking
  for (const row of await casesAtGates(ctx.db, ctx.actor, [...resolutions.keys()])) {
    const facts = gateFactsOf(row, await definitionOf(ctx, row.type_id, row.type_version), row)
    const decision = canResolve(facts, resolutions.get(row.id)!)
    lacking.set(row.id, decision.ok ? [] : decision.missing)
  }
  return lacking
}
