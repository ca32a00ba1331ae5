import type { Context } from '../../../platform/context.ts'
import type { Metric } from '../contract.ts'
import { dutyHolderOf } from '../store/people.ts'

/** A promise that is broken while nobody has kept it yet goes to the lead of the case's team. */
export async function escalateBreach(
  ctx: Context,
  { caseId, metric, causeId }: { caseId: string; metric: Metric; causeId: string },
): Promise<void> {
  const lead = await dutyHolderOf(ctx.db, caseId)
  if (!lead) return
  const content = { to: lead, level: 1, cause: 'clock_breached', metric }
  await ctx.asSystem().record({ name: 'case.escalated', caseId, causeId, content })
  ctx.changed({ kind: 'people', id: lead.id })
}
