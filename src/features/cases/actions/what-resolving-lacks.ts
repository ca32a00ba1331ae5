import type { Context } from '../../../platform/context.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { Requirement } from '../contract/case-row.ts'
import { canResolve, type Resolution } from '../rules/gates.ts'
import type { CaseRecord } from '../store/read.ts'
import { gateFacts } from './load.ts'

/** What the closure gate of a case would still ask for, were it resolved like this. */
export async function whatResolvingLacks(
  ctx: Context,
  record: CaseRecord,
  resolution: Resolution,
): Promise<Requirement[]> {
  const decision = canResolve(
    await gateFacts(ctx, record, await definitionOf(ctx, record.type_id, record.type_version)),
    resolution,
  )
  return decision.ok ? [] : decision.missing
}
